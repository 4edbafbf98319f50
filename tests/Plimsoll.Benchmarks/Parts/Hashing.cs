using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Benchmarks.Parts;

/// <summary>Reading content and checking it on the way, beside the hash alone.</summary>
public class Hashing
{
    private readonly byte[] _content = new byte[16 * 1024 * 1024];
    private readonly byte[] _buffer = new byte[128 * 1024];
    private Descriptor _descriptor = null!;

    [GlobalSetup]
    public void Fill()
    {
        new Random(1).NextBytes(_content);
        _descriptor = new Descriptor(MediaTypes.OciLayer, Digest.Sha256(_content), _content.Length);
    }

    [Benchmark(Baseline = true)]
    public byte[] Hash() => SHA256.HashData(_content);

    [Benchmark]
    public long Verify()
    {
        using var stream = new VerifyingStream(new MemoryStream(_content), _descriptor);
        long length = 0;
        for (int read; (read = stream.Read(_buffer)) > 0;)
            length += read;
        return length;
    }
}
