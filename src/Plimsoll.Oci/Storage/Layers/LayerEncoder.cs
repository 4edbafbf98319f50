namespace Plimsoll.Oci.Storage.Layers;

/// <summary>
/// One compressed stream that is made of blocks, each compressed by itself and several at a time. What comes of a block
/// depends on its bytes and those before it alone, so that the stream is the same however many are compressed at a time.
/// </summary>
internal abstract class LayerEncoder
{
    /// <summary>How many bytes are compressed together.</summary>
    public abstract int BlockSize { get; }

    /// <summary>How many bytes before it a block may refer to.</summary>
    public abstract int History { get; }

    /// <summary>What the stream begins with.</summary>
    public virtual ReadOnlySpan<byte> Header => [];

    /// <summary>Begins a stream.</summary>
    /// <param name="compression">Gzip or zstd.</param>
    public static LayerEncoder Create(LayerCompression compression) => compression switch
    {
        LayerCompression.Gzip => new GzipEncoder(),
        LayerCompression.Zstd => new ZstdEncoder(),
        _ => throw new ArgumentOutOfRangeException(nameof(compression), compression, "There is nothing to encode."),
    };

    /// <summary>Takes note of the next block, in order.</summary>
    public virtual void Append(ReadOnlySpan<byte> block)
    {
    }

    /// <summary>The most bytes that <see cref="Compress"/> writes for a block of this length.</summary>
    public abstract int GetMaximumLength(int length);

    /// <summary>Compresses a block, on any thread.</summary>
    /// <param name="data">What the block may refer to, and the block.</param>
    /// <param name="history">The length of what it may refer to.</param>
    /// <param name="output">Where to.</param>
    /// <returns>How many bytes were written.</returns>
    public abstract int Compress(ReadOnlySpan<byte> data, int history, Span<byte> output);

    /// <summary>What the stream ends with.</summary>
    public virtual byte[] End() => [];
}
