using System.Net;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// Lets a request go when its registry's <see cref="RequestLimiter"/> has a place for it. The place is given back with
/// the answer's headers: who reads a body slowly must not keep others from asking.
/// </summary>
internal sealed class RequestLimitHandler(HttpMessageHandler inner, RegistryClientOptions options) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var budget = RequestContext.GetFrom(request).Endpoint.Budget;
        var size = request.Content?.Headers.ContentLength ?? 0;
        var isLarge = size >= RequestLimiter.LargeFrom;
        var holdsPlace = await budget.EnterAsync(isLarge, cancellationToken);
        try
        {
            var started = options.TimeProvider.GetTimestamp();
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                budget.Slow(RegistryFailure.RetryAfter(response, options.TimeProvider));
            else if (!isLarge && (int)response.StatusCode < 500)
                budget.Answered(options.TimeProvider.GetElapsedTime(started));
            return response;
        }
        finally
        {
            if (holdsPlace)
                budget.Leave(isLarge);
        }
    }
}
