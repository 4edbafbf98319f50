using System.Collections.Concurrent;

namespace Plimsoll.Testing;

/// <summary>Counts requests on their way out; give <see cref="Wrap"/> as the client's transport.</summary>
public sealed class RequestLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Each request as <c>METHOD /path?query</c>, in order.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    public void Clear() => _lines.Clear();

    public HttpMessageHandler Wrap(HttpMessageHandler inner) => new Handler(inner, _lines);

    private sealed class Handler(HttpMessageHandler inner, ConcurrentQueue<string> lines) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lines.Enqueue($"{request.Method} {request.RequestUri!.PathAndQuery}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
