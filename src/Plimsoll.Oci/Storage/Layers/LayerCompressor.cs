using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Layers;

/// <summary>Compresses layers: the same bytes give the same digest on every machine (<see cref="CompressingStream"/>).</summary>
internal static class LayerCompressor
{
    /// <summary>More blocks at a time only need more memory.</summary>
    private const int MaximumBlocks = 16;

    private static int Blocks => Math.Min(Environment.ProcessorCount, MaximumBlocks);

    /// <summary>Compresses a stream to its end.</summary>
    /// <param name="layer">The layer, uncompressed.</param>
    /// <param name="compression">Gzip or zstd.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="progress">Receives how many bytes have been read; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The digest and the length of what was written.</returns>
    public static Task<(Digest Digest, long Size)> CompressAsync(Stream layer, LayerCompression compression, Stream destination, IProgress<long>? progress, CancellationToken cancellationToken) =>
        CompressAsync(layer, compression, destination, Blocks, progress, cancellationToken);

    /// <param name="layer">The layer, uncompressed.</param>
    /// <param name="compression">Gzip or zstd.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="blocks">How many blocks are compressed at a time.</param>
    /// <param name="progress">Receives how many bytes have been read; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static async Task<(Digest Digest, long Size)> CompressAsync(Stream layer, LayerCompression compression, Stream destination, int blocks, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await using var compressing = new CompressingStream(compression, destination, blocks);
        while (await layer.ReadAsync(compressing.GetMemory(), cancellationToken) is > 0 and var read)
        {
            await compressing.AdvanceAsync(read, cancellationToken);
            progress?.Report(compressing.Length);
        }

        return await compressing.CompleteAsync(cancellationToken);
    }

    /// <summary>Compresses what is written.</summary>
    /// <param name="compression">Gzip or zstd.</param>
    /// <param name="destination">Where to; it is left open.</param>
    public static CompressingStream Open(LayerCompression compression, Stream destination) => new(compression, destination, Blocks);
}
