using Plimsoll.Images;

namespace Plimsoll.Registries.Http;

/// <summary>The body of an answer as a stream: it owns the answer, ends silence, and says whose connection broke.</summary>
internal sealed class BlobStream(
    RequestContext context,
    HttpRequestMessage request,
    HttpResponseMessage response,
    Stream body,
    Descriptor blob,
    RegistryClientOptions options) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => blob.Size;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Observe(body.Read(buffer, offset, count));
        }
        catch (Exception exception) when (RegistryFailure.IsTransport(exception))
        {
            throw RegistryFailure.FromTransport(context, request, exception);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var watchdog = new IdleWatchdog(options.IdleTimeout, options.TimeProvider, cancellationToken);
        try
        {
            return Observe(await body.ReadAsync(buffer, watchdog.Token));
        }
        catch (Exception exception) when (watchdog.HasExpired || RegistryFailure.IsTransport(exception))
        {
            throw RegistryFailure.FromTransport(context, request, watchdog.HasExpired ? watchdog.Timeout(exception) : exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
            response.Dispose();
            request.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Observe(int read)
    {
        _read += read;
        if (read > 0)
            options.Transfers?.Report(new TransferProgress($"{context.Endpoint.Registry}/{context.Repository}", blob, _read, TransferDirection.Download));
        return read;
    }
}
