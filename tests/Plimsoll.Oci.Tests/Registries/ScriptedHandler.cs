using System.Net;

namespace Plimsoll.Oci.Tests.Registries;

/// <summary>Answers requests from a script, for what a real registry cannot be made to do, and keeps what was asked.</summary>
internal sealed class ScriptedHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    /// <summary>Each request as <c>METHOD url</c>.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The Authorization header of each request, or <c>null</c>.</summary>
    public List<string?> Authorizations { get; } = [];

    /// <summary>The body of each request.</summary>
    public List<string> Bodies { get; } = [];

    public static HttpResponseMessage Answer(HttpStatusCode status, string body = "", string? contentType = null, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body) };
        response.Content.Headers.Remove("Content-Type");
        if (contentType is not null)
            response.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add($"{request.Method} {request.RequestUri!.Scheme}://{request.RequestUri.Authority}{request.RequestUri.PathAndQuery}");
        Authorizations.Add(request.Headers.Authorization?.ToString());
        Bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        var response = answer(request);
        response.RequestMessage = request;
        return response;
    }
}
