using BenchmarkDotNet.Attributes;
using Plimsoll.Benchmarks.Workloads;
using Plimsoll.Oci.Storage.Assembly;

namespace Plimsoll.Benchmarks.Parts;

/// <summary>Writing 16 MiB of files as a tar, which nothing keeps.</summary>
public class TarAssembly
{
    private string _folder = "";

    [GlobalSetup]
    public void WriteFiles() => FileTree.Write(_folder = Directory.CreateTempSubdirectory("plimsoll-benchmark-").FullName, 16);

    [GlobalCleanup]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public Task Write() => DirectoryTar.WriteAsync(_folder, DateTimeOffset.UnixEpoch, Stream.Null, null, CancellationToken.None);
}
