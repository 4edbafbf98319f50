using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Hashing;

namespace Plimsoll.Oci.Storage.Layers;

/// <summary>A gzip stream of one member (RFC 1952): no time, no name, "unknown" operating system.</summary>
internal sealed class GzipEncoder : LayerEncoder
{
    private static readonly ConcurrentBag<Deflater> Idle = [];

    private readonly Crc32 _checksum = new();
    private long _length;

    public override int BlockSize => 256 * 1024;

    public override int History => Deflater.WindowSize;

    public override ReadOnlySpan<byte> Header => [0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 0xff];

    public override void Append(ReadOnlySpan<byte> block)
    {
        _checksum.Append(block);
        _length += block.Length;
    }

    public override int GetMaximumLength(int length) => Deflater.GetMaximumLength(length);

    public override int Compress(ReadOnlySpan<byte> data, int history, Span<byte> output)
    {
        var deflater = Idle.TryTake(out var idle) ? idle : new Deflater();
        var written = deflater.Compress(data, history, output);
        Idle.Add(deflater);
        return written;
    }

    /// <summary>A last block without content, the checksum, and the length modulo 2³².</summary>
    public override byte[] End()
    {
        byte[] end = [0x03, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(2), _checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(6), (uint)_length);
        return end;
    }
}
