using System.Globalization;
using System.Net;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Oci.Registries.Uploads;

/// <summary>Opens the upload sessions of one repository, asks how far they are, and ends them.</summary>
internal sealed class UploadSessions(RepositoryRequests requests)
{
    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(5);

    private RegistryClientOptions Options => requests.Pipeline.Options;

    /// <summary>Opens a session (end-4a).</summary>
    /// <exception cref="RegistryException">The registry refused, or did not say where the upload goes.</exception>
    public async Task<Uri> OpenAsync(RequestContext context, CancellationToken cancellationToken)
    {
        using var request = await requests.CreateSessionRequestAsync(context, "blobs/uploads/", cancellationToken);
        using var response = await requests.Pipeline.SendAsync(context, request, new[] { HttpStatusCode.Accepted }, cancellationToken);
        requests.Endpoint.Uploads.UpdateChunkLimits(response);
        return ResponseLocation.ReadFrom(response, request) ?? throw RegistryFailure.FromLocation(context, request, response);
    }

    /// <summary>Asks how much arrived (end-13).</summary>
    /// <returns>Where the upload goes on, and how many bytes arrived: <c>null</c> where the registry does not say.</returns>
    /// <exception cref="RegistryException">The registry does not know the session, or failed.</exception>
    public async Task<(Uri Session, long? Arrived)> AskAsync(RequestContext context, Uri session, CancellationToken cancellationToken)
    {
        using var request = context.Attach(new HttpRequestMessage(HttpMethod.Get, session));
        using var response = await requests.Pipeline.SendAsync(context, request, new[] { HttpStatusCode.NoContent, HttpStatusCode.Accepted, HttpStatusCode.OK }, cancellationToken);
        return (ResponseLocation.ReadFrom(response, request) ?? session, ReadArrived(response));
    }

    /// <summary>Ends a session (end-14). Registries end forgotten ones themselves, so a failure is ignored.</summary>
    public async Task CancelAsync(RequestContext context, Uri session)
    {
        using var limit = new CancellationTokenSource(CancelLimit, Options.TimeProvider);
        try
        {
            using var request = context.Attach(new HttpRequestMessage(HttpMethod.Delete, session));
            using var response = await requests.Pipeline.SendAsync(context, request, limit.Token);
        }
        catch (Exception exception) when (exception is PlimsollException or OperationCanceledException)
        {
        }
    }

    /// <summary><c>Range: 0-N</c>, N being the last byte; <c>0-0</c> is written for none, too.</summary>
    private static long? ReadArrived(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Range", out var values) && !response.Content.Headers.NonValidated.TryGetValues("Range", out values))
            return null;

        var text = values.ToString().AsSpan().Trim();
        if (text.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
            text = text["bytes=".Length..];
        return text.StartsWith("0-", StringComparison.Ordinal) && long.TryParse(text[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? last == 0 ? 0 : last + 1
            : null;
    }
}
