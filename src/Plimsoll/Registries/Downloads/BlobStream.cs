namespace Plimsoll.Registries.Downloads;

/// <summary>A blob as a stream; tells how much of it has been read.</summary>
internal sealed class BlobStream(IBlobReader reader, BlobSource source) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => source.Blob.Size;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <summary>Blocks: a broken connection is waited for, which there is one way to do.</summary>
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await reader.ReadAsync(buffer, cancellationToken);
        _read += read;
        if (read > 0)
            source.Options.Transfers?.Report(new TransferProgress(source.Name, source.Blob, _read, TransferDirection.Download));
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Stops what is being fetched and waits until its memory is given back.</summary>
    public override async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Stops what is being fetched; its memory is given back as soon as that has ended.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _ = reader.DisposeAsync().AsTask();
        base.Dispose(disposing);
    }
}
