using System.Collections.Concurrent;

namespace Plimsoll.Testing;

/// <summary>Counts requests on their way out; give <see cref="Wrap"/> as the client's transport.</summary>
/// <param name="registry">The part of a shared registry that requests go to, which their names are shown without.</param>
public sealed class RequestLog(SharedRegistry? registry = null)
{
    private readonly string? _prefix = registry?.Name("") is { Length: > 0 } prefix ? prefix : null;
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Each request as <c>METHOD /path?query</c>, in order.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    public void Clear() => _lines.Clear();

    public HttpMessageHandler Wrap(HttpMessageHandler inner) => new Handler(inner, this);

    private void Add(string line) =>
        _lines.Enqueue(_prefix is null ? line : line.Replace(_prefix, "").Replace(Uri.EscapeDataString(_prefix), ""));

    private sealed class Handler(HttpMessageHandler inner, RequestLog log) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            log.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
