namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// Reads the body of an answer, never more than a limit, and never longer than such a document can take: a server that
/// sends a byte now and then would hold the caller for ever.
/// </summary>
internal static class ResponseBody
{
    /// <summary>The bytes a second that a document must come with, once it has come for as long as silence may last.</summary>
    private const int Pace = 16 * 1024;

    /// <exception cref="RegistryException">The body is longer than <paramref name="maximum"/>, or its transport failed.</exception>
    public static async Task<byte[]> ReadAsync(
        RequestContext context,
        HttpRequestMessage request,
        HttpResponseMessage response,
        int maximum,
        RegistryClientOptions options,
        CancellationToken cancellationToken)
    {
        var body = await ReadUpToAsync(context, request, response, maximum + 1, options, cancellationToken);
        return body.Length <= maximum
            ? body
            : throw RegistryFailure.Protocol(context, request, $"the response is larger than the limit of {maximum / 1024} KiB");
    }

    /// <summary>Reads no more than the first <paramref name="maximum"/> bytes.</summary>
    public static async Task<byte[]> ReadUpToAsync(
        RequestContext context,
        HttpRequestMessage request,
        HttpResponseMessage response,
        int maximum,
        RegistryClientOptions options,
        CancellationToken cancellationToken)
    {
        using var watchdog = new IdleWatchdog(options.IdleTimeout, options.TimeProvider, cancellationToken);
        try
        {
            var length = response.Content.Headers.ContentLength;
            using var content = new MemoryStream((int)Math.Clamp(length ?? 4096, 0, maximum));
            await using var body = await response.Content.ReadAsStreamAsync(watchdog.Token);
            var buffer = new byte[16 * 1024];
            var started = options.TimeProvider.GetTimestamp();
            int read;
            while (content.Length < maximum
                && (read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, maximum - content.Length)), watchdog.Token)) > 0)
            {
                content.Write(buffer, 0, read);
                watchdog.Touch(options.IdleTimeout + TimeSpan.FromSeconds((double)content.Length / Pace) - options.TimeProvider.GetElapsedTime(started));
            }

            return content.ToArray();
        }
        catch (Exception exception) when (watchdog.HasExpired || RegistryFailure.IsTransport(exception))
        {
            throw RegistryFailure.FromTransport(context, request, watchdog.HasExpired ? watchdog.Timeout(exception) : exception);
        }
    }
}
