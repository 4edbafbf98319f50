using System.Net;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// Follows redirects of reads. The authentication handler further in adds credentials only to the registry's own
/// origin, so none follow to another host; from TLS to plain HTTP nothing follows.
/// </summary>
internal sealed class RedirectHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MaximumRedirects = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
            return response;

        var address = request.RequestUri!;
        for (var count = 0; count < MaximumRedirects && IsRedirect(response.StatusCode); count++)
        {
            if (ResponseLocation.ReadFrom(response, address) is not { } target)
                return response;

            response.Dispose();
            using var next = RequestContext.GetFrom(request).Attach(new HttpRequestMessage(request.Method, target));
            foreach (var (name, values) in request.Headers.NonValidated)
                if (!name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
                    next.Headers.TryAddWithoutValidation(name, values);

            address = target;
            response = await base.SendAsync(next, cancellationToken);
        }

        return response;
    }

    /// <summary>Whether the answer leads to another address.</summary>
    public static bool IsRedirect(HttpStatusCode status) => status is
        HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}
