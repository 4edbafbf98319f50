namespace Plimsoll.Testing;

/// <summary>Lets a test step in before a request goes out: to fail it, or to do something at that very moment.</summary>
public sealed class FaultHandler(HttpMessageHandler inner, Func<HttpRequestMessage, Task> before) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await before(request);
        return await base.SendAsync(request, cancellationToken);
    }
}
