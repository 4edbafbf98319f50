namespace Plimsoll.Build;

/// <summary>A stream that cancels a token where the next part does not come in time; a connection that breaks is an <see cref="HttpIOException"/>.</summary>
internal sealed class IdleLimitedStream(Stream inner, CancellationTokenSource idle, TimeSpan limit) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        idle.CancelAfter(limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, idle.Token);
        try
        {
            var count = await inner.ReadAsync(buffer, either.Token);
            idle.CancelAfter(Timeout.InfiniteTimeSpan);
            return count;
        }
        catch (IOException exception) when (exception is not HttpIOException)
        {
            // Else it could not be told from a failure of the file that is written.
            throw new HttpIOException(HttpRequestError.ResponseEnded, exception.Message, exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
