namespace Plimsoll.Testing;

/// <summary>Lets a test step in before a request goes out: to fail it, or to do something at that very moment.</summary>
public sealed class FaultHandler(HttpMessageHandler inner, Func<HttpRequestMessage, Task> before) : DelegatingHandler(inner)
{
    /// <summary>Answers a request in the server's place, or gives <c>null</c> to let it go out.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Instead { get; init; } = _ => null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await before(request);
        return Instead(request) ?? await base.SendAsync(request, cancellationToken);
    }
}
