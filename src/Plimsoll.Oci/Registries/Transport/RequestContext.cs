using System.Net.Http.Headers;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>What the handlers and error messages need to know of a request beyond HTTP; it travels in the request's options.</summary>
/// <param name="endpoint">The registry that the request is made for, wherever it is sent.</param>
/// <param name="action">What the request does, as an infinitive: <c>push a blob to acme/app</c>.</param>
internal sealed class RequestContext(RegistryEndpoint endpoint, string action)
{
    private static readonly HttpRequestOptionsKey<RequestContext> Key = new("Plimsoll.RequestContext");

    public RegistryEndpoint Endpoint { get; } = endpoint;

    public string Action { get; } = action;

    public string? Repository { get; init; }

    /// <summary>What a bearer token must allow.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Whether no credentials and no certificate go along, not even to the registry itself.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>What the request carries, whatever is known of the registry and its credentials; <c>null</c> for those.</summary>
    public AuthenticationHeaderValue? Authorization { get; init; }

    /// <summary>Whose credentials the request carried, such as <c>'ann' (from FILE)</c>; <c>null</c> where none were found.</summary>
    public string? Identity { get; set; }

    /// <summary>The proxy that the last request went through, without its user; <c>null</c> where it went directly.</summary>
    public Uri? Proxy { get; set; }

    /// <summary>The silence timer of the request under way.</summary>
    public IdleWatchdog? Watchdog { get; set; }

    public static RequestContext GetFrom(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var context) ? context : throw new InvalidOperationException("A request without context.");

    public static RequestContext? Find(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var context) ? context : null;

    public HttpRequestMessage Attach(HttpRequestMessage request)
    {
        request.Options.Set(Key, this);
        request.Version = System.Net.HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return request;
    }
}
