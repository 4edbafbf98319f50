namespace Plimsoll.Oci.Registries.Downloads;

/// <summary>A part of a blob that is fetched into memory before its turn to be read. It is cut short where the registry serves no parts.</summary>
internal sealed class BufferedPart : IBlobReader
{
    private readonly PartBufferPool _pool;
    private readonly byte[] _buffer;
    private readonly Task<int> _filled;
    private int _read;

    /// <summary>Begins to fetch.</summary>
    /// <param name="source">Where the blob is.</param>
    /// <param name="range">The part, no longer than the buffer.</param>
    /// <param name="buffer">A buffer of the source's pool, which gets it back when this is disposed.</param>
    /// <param name="cancellationToken">Stops fetching.</param>
    public BufferedPart(BlobSource source, ByteRange range, byte[] buffer, CancellationToken cancellationToken)
    {
        _pool = source.Parts;
        _buffer = buffer;
        _filled = FillAsync(source, range, buffer.AsMemory(0, (int)(range.To - range.From)), cancellationToken);
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var length = await _filled.WaitAsync(cancellationToken);
        var read = Math.Min(buffer.Length, length - _read);
        _buffer.AsMemory(_read, read).CopyTo(buffer);
        _read += read;
        return read;
    }

    public async ValueTask DisposeAsync()
    {
        // The buffer is written to until the fetch has ended, however it ends; whoever waited for the part knows why.
        await ((Task)_filled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _pool.Return(_buffer);
    }

    private static async Task<int> FillAsync(BlobSource source, ByteRange range, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await using var reader = new ResumingReader(source, range, answer: null, isPart: true);
        var length = 0;
        while (length < buffer.Length && await reader.ReadAsync(buffer[length..], cancellationToken) is > 0 and var read)
            length += read;
        return length;
    }
}
