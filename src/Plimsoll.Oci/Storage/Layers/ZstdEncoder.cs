using System.Collections.Concurrent;
using ZstdSharp;

namespace Plimsoll.Oci.Storage.Layers;

/// <summary>A zstd stream (RFC 8878) with a frame for each block; readers put frames together.</summary>
internal sealed class ZstdEncoder : LayerEncoder
{
    /// <summary>The default of the zstd command.</summary>
    private const int Level = 3;

    private static readonly ConcurrentBag<Compressor> Idle = [];

    private bool _isEmpty = true;

    /// <summary>Frames do not refer to each other, so they are larger than the blocks of gzip.</summary>
    public override int BlockSize => 4 * 1024 * 1024;

    public override int History => 0;

    public override void Append(ReadOnlySpan<byte> block) => _isEmpty = false;

    public override int GetMaximumLength(int length) => Compressor.GetCompressBound(length);

    public override int Compress(ReadOnlySpan<byte> data, int history, Span<byte> output)
    {
        var compressor = Idle.TryTake(out var idle) ? idle : new Compressor(Level);
        var written = compressor.Wrap(data, output);
        Idle.Add(compressor);
        return written;
    }

    /// <summary>Without any frame it would not be recognized as zstd.</summary>
    public override byte[] End()
    {
        if (!_isEmpty)
            return [];

        var frame = new byte[GetMaximumLength(0)];
        return frame[..Compress([], 0, frame)];
    }
}
