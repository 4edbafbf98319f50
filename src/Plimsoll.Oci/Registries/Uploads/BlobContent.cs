using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;
using Plimsoll.Oci.Registries.Transport;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Oci.Registries.Uploads;

/// <summary>
/// A blob, or a part of one, as the body of a request: streamed, size and digest of the whole checked on the way. The
/// last bytes are held back until the check has passed, so a wrong blob never arrives whole.
/// </summary>
internal sealed class BlobContent : HttpContent
{
    private const int BufferSize = 128 * 1024;

    private readonly RewindableBlob _reader;
    private readonly long _offset;
    private readonly long _length;
    private readonly RequestContext _context;
    private readonly RegistryClientOptions _options;

    /// <param name="reader">The blob; it is read where this part begins.</param>
    /// <param name="offset">Where this part begins.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="context">The request that it is the body of.</param>
    /// <param name="options">What receives the progress in bytes.</param>
    public BlobContent(RewindableBlob reader, long offset, long length, RequestContext context, RegistryClientOptions options)
    {
        _reader = reader;
        _offset = offset;
        _length = length;
        _context = context;
        _options = options;
        Headers.TryAddWithoutValidation("Content-Type", "application/octet-stream");
    }

    /// <summary>Why the content could not be read, where that is what ended the request.</summary>
    public Exception? SourceFailure { get; private set; }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        SourceFailure = null;
        if (_length == 0 && _offset > 0)
        {
            // Everything came before, and was checked: this request only closes the upload.
            _context.Watchdog?.Allow(_options.CommitTimeout);
            return;
        }

        // What the source asks a registry for while this request holds its place must not wait for a place itself.
        RequestLimiter.Exempt();
        var source = await OpenAsync(cancellationToken);
        var place = $"{_context.Endpoint.Registry}/{_context.Repository}";
        var isRead = false;
        var current = ArrayPool<byte>.Shared.Rent(BufferSize);
        var next = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long sent = 0;
            var length = await ReadAsync(source, current, _length, cancellationToken);
            while (length > 0)
            {
                var following = await ReadAsync(source, next, _length - sent - length, cancellationToken);
                await stream.WriteAsync(current.AsMemory(0, length), cancellationToken);
                sent += length;
                _context.Watchdog?.Touch();
                _options.Transfers?.Report(new TransferProgress(place, _reader.Blob, _offset + sent, TransferDirection.Upload));
                (current, next, length) = (next, current, following);
            }

            _context.Watchdog?.Allow(_options.CommitTimeout);
            isRead = true;
        }
        finally
        {
            await (isRead ? _reader.GiveBackAsync(source) : source.DisposeAsync());
            ArrayPool<byte>.Shared.Return(current);
            ArrayPool<byte>.Shared.Return(next);
        }
    }

    /// <summary>
    /// Reads within the part; behind the blob's last byte it asks once more, because content may be too long. Nothing is allocated for a
    /// read: there are thousands of them.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadAsync(Stream source, byte[] buffer, long left, CancellationToken cancellationToken)
    {
        var wanted = left > 0 ? (int)Math.Min(buffer.Length, left) : _offset + _length == _reader.Blob.Size ? 1 : 0;
        if (wanted == 0)
            return 0;

        _context.Watchdog?.Rest();
        try
        {
            return await source.ReadAsync(buffer.AsMemory(0, wanted), cancellationToken);
        }
        catch (Exception exception) when (IsOfSource(exception))
        {
            throw;
        }
        finally
        {
            _context.Watchdog?.Touch();
        }
    }

    private async Task<VerifyingStream> OpenAsync(CancellationToken cancellationToken)
    {
        _context.Watchdog?.Rest();
        try
        {
            return await _reader.TakeAsync(_offset, cancellationToken);
        }
        catch (Exception exception) when (IsOfSource(exception))
        {
            throw;
        }
        finally
        {
            _context.Watchdog?.Touch();
        }
    }

    /// <summary>The source's failures and delays must be distinguished from those of the connection it is sent over.</summary>
    private bool IsOfSource(Exception exception)
    {
        if (exception is OperationCanceledException)
            return false;

        SourceFailure = exception;
        return true;
    }
}
