using System.Net;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// Follows redirects of reads, and of writes where the same request goes elsewhere (307, 308). The authentication handler further in
/// adds credentials only to the registry's own origin, so none follow to another host; from TLS to plain HTTP nothing follows.
/// </summary>
internal sealed class RedirectHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MaximumRedirects = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        for (var count = 0; count < MaximumRedirects && IsFollowed(request.Method, response.StatusCode); count++)
        {
            if (ResponseLocation.ReadFrom(response, request) is not { } target)
                return response;

            response.Dispose();
            using var next = RequestContext.GetFrom(request).Attach(new HttpRequestMessage(request.Method, target));
            foreach (var (name, values) in request.Headers.NonValidated)
                if (!name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
                    next.Headers.TryAddWithoutValidation(name, values);

            next.Content = request.Content;
            try
            {
                response = await base.SendAsync(next, cancellationToken);
                response.RequestMessage ??= next;
            }
            finally
            {
                // The body is that of the first request, which its sender disposes.
                next.Content = null;
            }
        }

        return response;
    }

    /// <summary>Whether the answer leads to another address.</summary>
    public static bool IsRedirect(HttpStatusCode status) => status is
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>A write is sent again as it is, or not at all; reads may change their method, because they stay reads.</summary>
    private static bool IsFollowed(HttpMethod method, HttpStatusCode status) =>
        status is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            ? method != HttpMethod.Delete
            : (method == HttpMethod.Get || method == HttpMethod.Head) && IsRedirect(status);
}
