using System.Net;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries.Downloads;

/// <summary>The body of one answer: owns the answer, ends silence, and says whose connection broke.</summary>
internal sealed class BlobResponse(
    RequestContext context,
    HttpRequestMessage request,
    HttpResponseMessage response,
    Stream body,
    RegistryClientOptions options) : IDisposable
{
    private const int SkipBuffer = 64 * 1024;

    /// <summary>Whether the registry sends the stretch asked for, and not the whole blob.</summary>
    public bool IsPartial => response.StatusCode == HttpStatusCode.PartialContent;

    /// <summary>
    /// Whether the end of the body shows that all was sent: it is a whole answer that was counted or chunked. One that
    /// ends when the connection does could have been cut.
    /// </summary>
    public bool KnowsItsEnd => !IsPartial && (response.Content.Headers.ContentLength is not null || response.Headers.TransferEncodingChunked == true);

    /// <summary>
    /// Whether a stretch begins where it was asked to; it may end early, and the rest is asked for then. Some proxies and
    /// caches send the stretches that they keep themselves, or several at once.
    /// </summary>
    /// <param name="range">What was asked for.</param>
    /// <param name="size">The size of the blob.</param>
    public bool BeginsWith(ByteRange range, long size) =>
        response.Content.Headers.ContentRange is { Unit: "bytes", From: { } from, To: { } to } sent
        && from == range.From && to >= from && to < range.To && (sent.Length is null || sent.Length == size);

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using var watchdog = new IdleWatchdog(options.IdleTimeout, options.TimeProvider, cancellationToken);
        try
        {
            return await body.ReadAsync(buffer, watchdog.Token);
        }
        catch (Exception exception) when (watchdog.HasExpired || RegistryFailure.IsTransport(exception))
        {
            throw RegistryFailure.FromTransport(context, request, watchdog.HasExpired ? watchdog.Timeout(exception) : exception);
        }
    }

    /// <summary>Reads over what was read before.</summary>
    public async Task SkipAsync(long count, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(SkipBuffer, count)];
        while (count > 0)
        {
            var read = await ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), cancellationToken);
            if (read == 0)
                throw CutShort();
            count -= read;
        }
    }

    /// <summary>The failure of an answer that ended before its bytes did.</summary>
    public RegistryException CutShort() => RegistryFailure.FromTransport(context, request, new HttpIOException(HttpRequestError.ResponseEnded));

    public void Dispose()
    {
        body.Dispose();
        response.Dispose();
        request.Dispose();
    }
}
