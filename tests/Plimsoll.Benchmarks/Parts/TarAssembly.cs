using BenchmarkDotNet.Attributes;
using Plimsoll.Benchmarks.Workloads;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Parts;

/// <summary>Writing 16 MiB of files as a tar, which nothing keeps.</summary>
public class TarAssembly
{
    private readonly TempDirectory _folder = new();

    [GlobalSetup]
    public void WriteFiles() => FileTree.Write(_folder, 16);

    [GlobalCleanup]
    public void Delete() => _folder.Dispose();

    [Benchmark]
    public Task Write() => DirectoryTar.WriteAsync(_folder.Path, DateTimeOffset.UnixEpoch, Stream.Null, null, CancellationToken.None);
}
