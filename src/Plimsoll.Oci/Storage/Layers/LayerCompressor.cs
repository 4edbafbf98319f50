using System.Buffers;
using System.Security.Cryptography;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Layers;

/// <summary>
/// Compresses a layer on several cores, in memory for a few blocks. The same bytes give the same digest on every machine: it
/// depends neither on cores nor on how they are read, nor on a library of the system.
/// </summary>
internal static class LayerCompressor
{
    /// <summary>More blocks at a time only need more memory.</summary>
    private const int MaximumBlocks = 16;

    /// <summary>Compresses a stream to its end.</summary>
    /// <param name="layer">The layer, uncompressed.</param>
    /// <param name="compression">Gzip or zstd.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="progress">Receives how many bytes have been read; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The digest and the length of what was written.</returns>
    public static Task<(Digest Digest, long Size)> CompressAsync(Stream layer, LayerCompression compression, Stream destination, IProgress<long>? progress, CancellationToken cancellationToken) =>
        CompressAsync(layer, compression, destination, Math.Min(Environment.ProcessorCount, MaximumBlocks), progress, cancellationToken);

    /// <param name="layer">The layer, uncompressed.</param>
    /// <param name="compression">Gzip or zstd.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="blocks">How many blocks are compressed at a time.</param>
    /// <param name="progress">Receives how many bytes have been read; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static async Task<(Digest Digest, long Size)> CompressAsync(Stream layer, LayerCompression compression, Stream destination, int blocks, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var encoder = LayerEncoder.Create(compression);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (read, size) = (0L, 0L);
        var running = new Queue<Task<Block>>();
        try
        {
            await WriteAsync(encoder.Header.ToArray());
            var history = Array.Empty<byte>();
            while (await Block.ReadAsync(layer, encoder, history, cancellationToken) is { } block)
            {
                encoder.Append(block.Content.Span);
                history = block.CopyEnd(encoder.History);
                progress?.Report(read += block.Content.Length);
                running.Enqueue(Task.Run(() => block.Compress(encoder), CancellationToken.None));
                if (running.Count >= blocks)
                    await WriteFirstAsync();
            }

            while (running.Count > 0)
                await WriteFirstAsync();
            await WriteAsync(encoder.End());
            return (Digest.FromHash(hash.GetHashAndReset()), size);
        }
        finally
        {
            // Their buffers are in use until they are through.
            while (running.TryDequeue(out var block))
                (await block).Dispose();
        }

        async Task WriteFirstAsync()
        {
            using var block = await running.Dequeue();
            await WriteAsync(block.Compressed);
        }

        async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
        {
            hash.AppendData(bytes.Span);
            size += bytes.Length;
            await destination.WriteAsync(bytes, cancellationToken);
        }
    }

    /// <summary>A block with the bytes before it that it may refer to, and what comes of it.</summary>
    private sealed class Block : IDisposable
    {
        private readonly byte[] _data;
        private readonly byte[] _output;
        private readonly int _history;
        private readonly int _end;
        private int _written;

        private Block(byte[] data, byte[] output, int history, int end) => (_data, _output, _history, _end) = (data, output, history, end);

        public ReadOnlyMemory<byte> Content => _data.AsMemory(_history.._end);

        public ReadOnlyMemory<byte> Compressed => _output.AsMemory(0, _written);

        /// <returns><c>null</c> at the end.</returns>
        public static async Task<Block?> ReadAsync(Stream layer, LayerEncoder encoder, byte[] history, CancellationToken cancellationToken)
        {
            var data = ArrayPool<byte>.Shared.Rent(history.Length + encoder.BlockSize);
            try
            {
                history.CopyTo(data, 0);
                var read = await layer.ReadAtLeastAsync(data.AsMemory(history.Length, encoder.BlockSize), encoder.BlockSize, throwOnEndOfStream: false, cancellationToken);
                if (read > 0)
                    return new Block(data, ArrayPool<byte>.Shared.Rent(encoder.GetMaximumLength(read)), history.Length, history.Length + read);
            }
            catch
            {
                ArrayPool<byte>.Shared.Return(data);
                throw;
            }

            ArrayPool<byte>.Shared.Return(data);
            return null;
        }

        public byte[] CopyEnd(int length) => _data.AsSpan(Math.Max(0, _end - length).._end).ToArray();

        public Block Compress(LayerEncoder encoder)
        {
            _written = encoder.Compress(_data.AsSpan(0, _end), _history, _output);
            return this;
        }

        public void Dispose()
        {
            ArrayPool<byte>.Shared.Return(_data);
            ArrayPool<byte>.Shared.Return(_output);
        }
    }
}
