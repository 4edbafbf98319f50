namespace Plimsoll.Oci.Registries.Downloads;

/// <summary>
/// Reads a blob in parts over several connections at once. The parts ahead of the reader are fetched into memory as
/// far as the client's <see cref="PartBufferPool"/> allows; where it has nothing left, the reader's own part is read straight
/// from its connection. Where the registry stops serving parts, the rest is read from one answer.
/// </summary>
internal sealed class ParallelBlobReader : IBlobReader
{
    /// <summary>Without memory to fetch ahead, fewer and longer requests are better.</summary>
    private const int PartsWithoutMemory = 8;

    private readonly BlobSource _source;
    private readonly Queue<BufferedPart> _ahead = new();
    private readonly CancellationTokenSource _stopping = new();
    private IBlobReader? _current;
    private long _position;
    private long _currentEnd;
    private long _requested;
    private bool _isDisposed;

    /// <param name="source">Where the blob is.</param>
    /// <param name="first">The answer with the first part.</param>
    /// <param name="firstEnd">Where that part ends.</param>
    public ParallelBlobReader(BlobSource source, BlobResponse first, long firstEnd)
    {
        _source = source;
        _source.Parts.Join();
        _current = new ResumingReader(source, new ByteRange(0, firstEnd), first);
        _requested = _currentEnd = firstEnd;
        FetchAhead();
    }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (buffer.IsEmpty)
            return 0;

        while (true)
        {
            FetchAhead();
            var current = _current ??= Next();
            var read = await current.ReadAsync(buffer, cancellationToken);
            _position += read;

            // Nothing before the part's end: the registry has no more. At the blob's end nothing follows either.
            var isCut = read == 0 && current is BufferedPart && _position != _currentEnd && !_source.TakesRanges;
            if (!isCut && (read > 0 || _position != _currentEnd || _position == _source.Blob.Size))
                return read;

            _current = null;
            await current.DisposeAsync();
            if (isCut)
                await DropAheadAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        await _stopping.CancelAsync();
        if (_current is not null)
            await _current.DisposeAsync();
        while (_ahead.TryDequeue(out var part))
            await part.DisposeAsync();
        _source.Parts.Leave();
        _stopping.Dispose();
    }

    private IBlobReader Next()
    {
        if (_ahead.TryDequeue(out var part))
        {
            _currentEnd = Math.Min(_currentEnd + _source.Parts.PartSize, _source.Blob.Size);
            return part;
        }

        var range = _source.TakesRanges ? NextRange(PartsWithoutMemory) : NextRange(int.MaxValue);
        _currentEnd = range.To;
        return new ResumingReader(_source, range, answer: null);
    }

    /// <summary>The next is to begin where the last one was cut.</summary>
    private async Task DropAheadAsync()
    {
        while (_ahead.TryDequeue(out var part))
            await part.DisposeAsync();
        _requested = _currentEnd = _position;
    }

    private void FetchAhead()
    {
        while (_source.TakesRanges && _requested < _source.Blob.Size && _source.Parts.TryRent(_ahead.Count + (_current is BufferedPart ? 1 : 0)) is { } buffer)
            _ahead.Enqueue(new BufferedPart(_source, NextRange(parts: 1), buffer, _stopping.Token));
    }

    private ByteRange NextRange(int parts)
    {
        var range = new ByteRange(_requested, Math.Min(_requested + ((long)parts * _source.Parts.PartSize), _source.Blob.Size));
        _requested = range.To;
        return range;
    }
}
