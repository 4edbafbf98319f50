using System.Security.Cryptography;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Layers;

/// <summary>
/// Compresses what is written to it on several cores, in memory for a few blocks. The same bytes give the same digest on every
/// machine: it depends neither on cores nor on how they are written, nor on a library of the system.
/// </summary>
internal sealed class CompressingStream : WriteOnlyStream
{
    private readonly LayerEncoder _encoder;
    private readonly Stream _destination;
    private readonly int _blocks;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Queue<Task<CompressedBlock>> _running = new();
    private CompressedBlock? _block;
    private byte[] _history = [];
    private long _read;
    private long _size;

    /// <param name="compression">Gzip or zstd.</param>
    /// <param name="destination">Where to; it is left open.</param>
    /// <param name="blocks">How many blocks are compressed at a time.</param>
    public CompressingStream(LayerCompression compression, Stream destination, int blocks) =>
        (_encoder, _destination, _blocks) = (LayerEncoder.Create(compression), destination, blocks);

    /// <summary>How many bytes have been written to it.</summary>
    public override long Length => _read;

    /// <summary>Room for the next bytes, never empty; <see cref="AdvanceAsync"/> tells how many came.</summary>
    public Memory<byte> GetMemory() => (_block ??= new CompressedBlock(_encoder, _history)).Free;

    /// <summary>So many bytes were put where <see cref="GetMemory"/> said.</summary>
    public async ValueTask AdvanceAsync(int count, CancellationToken cancellationToken)
    {
        _read += count;
        _block!.Advance(count);
        if (_block.Free.IsEmpty)
            await StartAsync(cancellationToken);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = CopyFrom(buffer);
            AdvanceAsync(count, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            buffer = buffer[count..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var count = CopyFrom(buffer.Span);
            await AdvanceAsync(count, cancellationToken);
            buffer = buffer[count..];
        }
    }

    /// <summary>Nothing: a block is compressed when it is full.</summary>
    public override void Flush()
    {
    }

    /// <summary>Ends the stream. Nothing can be written to it any more.</summary>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The digest and the length of what was written.</returns>
    public async Task<(Digest Digest, long Size)> CompleteAsync(CancellationToken cancellationToken)
    {
        if (_block is { Content.IsEmpty: false })
            await StartAsync(cancellationToken);
        while (_running.Count > 0)
            await WriteFirstAsync(cancellationToken);
        await BeginAsync(cancellationToken);
        await PassAsync(_encoder.End(), cancellationToken);
        return (Digest.FromHash(_hash.GetHashAndReset()), _size);
    }

    public override async ValueTask DisposeAsync()
    {
        // The buffers of blocks are in use until they are through.
        while (_running.TryDequeue(out var block))
            (await block).Dispose();
        _block?.Dispose();
        _block = null;
        _hash.Dispose();
        await base.DisposeAsync();
    }

    private int CopyFrom(ReadOnlySpan<byte> buffer)
    {
        var free = GetMemory().Span;
        var count = Math.Min(free.Length, buffer.Length);
        buffer[..count].CopyTo(free);
        return count;
    }

    private async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        var block = _block!;
        _block = null;
        _encoder.Append(block.Content.Span);
        _history = block.CopyEnd(_encoder.History);
        _running.Enqueue(Task.Run(() => block.Compress(_encoder), CancellationToken.None));

        // One more than there are cores, so that none waits for the next to be filled.
        if (_running.Count > _blocks)
            await WriteFirstAsync(cancellationToken);
    }

    private async ValueTask WriteFirstAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        using var block = await _running.Dequeue();
        await PassAsync(block.Compressed, cancellationToken);
    }

    private ValueTask BeginAsync(CancellationToken cancellationToken) =>
        _size == 0 ? PassAsync(_encoder.Header.ToArray(), cancellationToken) : ValueTask.CompletedTask;

    private async ValueTask PassAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _hash.AppendData(bytes.Span);
        _size += bytes.Length;
        await _destination.WriteAsync(bytes, cancellationToken);
    }
}
