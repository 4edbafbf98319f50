using System.Buffers;
using System.Net;
using Plimsoll.Images;
using Plimsoll.Storage;

namespace Plimsoll.Registries.Http;

/// <summary>
/// A blob as the body of a request: opened anew each time the body is sent, streamed, its size and digest checked on
/// the way. The last bytes are held back until the check has passed, so a wrong blob never arrives whole.
/// </summary>
internal sealed class BlobContent : HttpContent
{
    private const int BufferSize = 128 * 1024;

    private readonly Descriptor _blob;
    private readonly BlobOpener _open;
    private readonly RequestContext _context;
    private readonly RegistryClientOptions _options;

    public BlobContent(Descriptor blob, BlobOpener open, RequestContext context, RegistryClientOptions options)
    {
        _blob = blob;
        _open = open;
        _context = context;
        _options = options;
        Headers.TryAddWithoutValidation("Content-Type", "application/octet-stream");
    }

    /// <summary>Why the content could not be read, where that is what ended the request.</summary>
    public Exception? SourceFailure { get; private set; }

    protected override bool TryComputeLength(out long length)
    {
        length = _blob.Size;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        SourceFailure = null;

        // What the source asks a registry for while this request holds its place must not wait for a place itself.
        RequestBudget.Exempt();
        await using var source = await GuardAsync(async () => new VerifyingStream(await _open(cancellationToken), _blob));
        var current = ArrayPool<byte>.Shared.Rent(BufferSize);
        var next = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long sent = 0;
            var length = await GuardAsync(() => source.ReadAsync(current, cancellationToken).AsTask());
            while (length > 0)
            {
                var following = await GuardAsync(() => source.ReadAsync(next, cancellationToken).AsTask());
                await stream.WriteAsync(current.AsMemory(0, length), cancellationToken);
                sent += length;
                _context.Watchdog?.Touch();
                _options.Transfers?.Report(new TransferProgress($"{_context.Endpoint.Registry}/{_context.Repository}", _blob, sent, TransferDirection.Upload));
                (current, next, length) = (next, current, following);
            }

            _context.Watchdog?.Allow(_options.CommitTimeout);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(current);
            ArrayPool<byte>.Shared.Return(next);
        }
    }

    // The source's failures must be told from those of the connection it is sent over.
    private async Task<T> GuardAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            SourceFailure = exception;
            throw;
        }
    }
}
