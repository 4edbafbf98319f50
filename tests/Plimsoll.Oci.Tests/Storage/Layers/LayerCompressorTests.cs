using System.IO.Compression;
using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layers;

namespace Plimsoll.Oci.Tests.Storage.Layers;

public class LayerCompressorTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Texts, runs, random bytes and zeros one after the other, as files in a layer are.</summary>
    private static readonly Gen<byte[]> Content = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 150_000], Gen.Int).Array[0, 6]
        .Select(parts => (byte[])[.. parts.SelectMany(part => Part(part.Item1, part.Item2, part.Item3))]);

    [Fact]
    public void Whatever_is_compressed_with_gzip_unpacks_to_the_same() =>
        Content.Sample(content => Unzip(Compress(content, LayerCompression.Gzip)).AsSpan().SequenceEqual(content), iter: 40);

    [Fact]
    public void Whatever_is_compressed_with_zstd_unpacks_to_the_same() =>
        Content.Sample(content => Unzstd(Compress(content, LayerCompression.Zstd)).AsSpan().SequenceEqual(content), iter: 15);

    [Theory]
    [InlineData(LayerCompression.Gzip)]
    [InlineData(LayerCompression.Zstd)]
    public void However_it_is_read_and_on_however_many_cores_the_bytes_are_the_same(LayerCompression compression) =>
        Gen.Select(Content, Gen.Int[1, 9], Gen.Int[1, 100_000]).Sample((content, blocks, most) =>
            Compress(new UnevenStream(content, most), compression, blocks).AsSpan().SequenceEqual(Compress(new MemoryStream(content), compression, 1)), iter: 15);

    [Theory]
    [InlineData(LayerCompression.Gzip)]
    [InlineData(LayerCompression.Zstd)]
    public void In_whatever_pieces_it_is_written_the_bytes_are_the_same(LayerCompression compression) =>
        Gen.Select(Content, Gen.Int[1, 9], Gen.Int[1, 100_000]).Sample((content, blocks, most) =>
            Write(content, compression, blocks, most).AsSpan().SequenceEqual(Compress(content, compression)), iter: 15);

    /// <summary>They are promised: another digest would be another image under the same version.</summary>
    [Fact]
    public void The_digests_of_known_content_never_change()
    {
        var content = Enumerable.Range(0, 5).SelectMany(kind => Part(kind, 150_000, 7)).ToArray();

        Assert.Equal("sha256:161e400acefd1af2f8de80767a986f53421a17bc690f2b701884892658f17576", Digest.Sha256(Compress(content, LayerCompression.Gzip)).ToString());
        Assert.Equal("sha256:22fc76f9282fcabc3b35bc4699691045613ac809984c30c3c518cd25c44bff3c", Digest.Sha256(Compress(content, LayerCompression.Zstd)).ToString());
    }

    [Fact]
    public async Task The_digest_and_the_size_are_those_of_what_was_written()
    {
        using var written = new MemoryStream();

        var (digest, size) = await LayerCompressor.CompressAsync(new MemoryStream(Part(0, 1_000_000, 3)), LayerCompression.Gzip, written, progress: null, None);

        Assert.Equal(Digest.Sha256(written.ToArray()), digest);
        Assert.Equal(written.Length, size);
    }

    [Fact]
    public void The_header_tells_neither_time_nor_system() =>
        Assert.Equal(new byte[] { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff }, Compress([1, 2, 3], LayerCompression.Gzip)[..10]);

    [Fact]
    public void What_repeats_becomes_small_and_what_does_not_hardly_larger()
    {
        var (text, noise) = (Part(0, 1_000_000, 1), Part(2, 1_000_000, 1));

        Assert.InRange(Compress(text, LayerCompression.Gzip).Length, 1, text.Length / 4);
        Assert.InRange(Compress(noise, LayerCompression.Gzip).Length, noise.Length, noise.Length + 500);
    }

    [Fact]
    public async Task What_has_been_read_is_reported()
    {
        var reported = new List<long>();

        await LayerCompressor.CompressAsync(new MemoryStream(Part(0, 600_000, 1)), LayerCompression.Gzip, Stream.Null, new Reports(reported), None);

        Assert.Equal(reported.Order(), reported);
        Assert.Equal(600_000, reported[^1]);
    }

    [Fact]
    public async Task A_layer_that_cannot_be_read_fails_with_what_its_source_says()
    {
        var broken = new BrokenStream(Part(0, 900_000, 1));

        var failure = await Assert.ThrowsAsync<IOException>(() => LayerCompressor.CompressAsync(broken, LayerCompression.Gzip, Stream.Null, progress: null, None));

        Assert.Equal("The disk is gone.", failure.Message);
    }

    private static byte[] Part(int kind, int length, int seed)
    {
        var random = new Random(seed);
        var part = new byte[length];
        switch (kind)
        {
            case 0:
                for (var i = 0; i < length; i++)
                    part[i] = (byte)"the layer of an image holds files "[i % 31 + (i / 4096 % 3)];
                break;
            case 1:
                for (var i = 0; i < length; i++)
                    part[i] = (byte)(random.Next(4) == 0 ? random.Next(256) : 'a' + random.Next(6));
                break;
            case 2:
                random.NextBytes(part);
                break;
            case 3:
                Array.Fill(part, (byte)seed);
                break;
        }

        return part;
    }

    private static byte[] Write(byte[] content, LayerCompression compression, int blocks, int most)
    {
        using var written = new MemoryStream();
        using var compressing = new CompressingStream(compression, written, blocks);
        foreach (var piece in content.Chunk(most))
            compressing.Write(piece);

        var (digest, size) = compressing.CompleteAsync(None).GetAwaiter().GetResult();
        Assert.Equal((Digest.Sha256(written.ToArray()), written.Length, content.Length), (digest, size, compressing.Length));
        return written.ToArray();
    }

    private static byte[] Compress(byte[] content, LayerCompression compression) => Compress(new MemoryStream(content), compression, 2);

    private static byte[] Compress(Stream content, LayerCompression compression, int blocks)
    {
        using var written = new MemoryStream();
        LayerCompressor.CompressAsync(content, compression, written, blocks, progress: null, None).GetAwaiter().GetResult();
        return written.ToArray();
    }

    private static byte[] Unzip(byte[] compressed)
    {
        using var stream = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Unzstd(byte[] compressed)
    {
        using var stream = new ZstdSharp.DecompressionStream(new MemoryStream(compressed));
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private sealed class Reports(List<long> values) : IProgress<long>
    {
        public void Report(long value) => values.Add(value);
    }

    /// <summary>Gives now more and now less, and never more than is said.</summary>
    private sealed class UnevenStream(byte[] content, int most) : MemoryStream(content)
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1 + _reads++ * 7919 % most)], cancellationToken);
    }

    private sealed class BrokenStream(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position == Length ? throw new IOException("The disk is gone.") : base.ReadAsync(buffer, cancellationToken);
    }
}
