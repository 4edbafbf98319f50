using System.Net;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>
/// The <c>Location</c> of an answer. Its query may be signed, so its characters are kept as they are: .NET's usual
/// normalisation (un-escaping, dot segments) would break the signature.
/// </summary>
internal static class ResponseLocation
{
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Resolves the header against the address that answered, which is another than the request's after a redirect.</summary>
    /// <returns><c>null</c> where there is none, it is not an address, or it would leave TLS.</returns>
    public static Uri? ReadFrom(HttpResponseMessage response, HttpRequestMessage request) =>
        GetText(response) is { } location ? Resolve(response.RequestMessage?.RequestUri ?? request.RequestUri!, location) : null;

    /// <summary>Why the header leads nowhere, and what can be done about it; <c>null</c> where it leads somewhere.</summary>
    public static (string Reason, string Advice)? FindProblem(HttpResponseMessage response, HttpRequestMessage request)
    {
        var from = response.RequestMessage?.RequestUri ?? request.RequestUri!;
        if (GetText(response) is not { } location)
            return ("without an address to go to (no Location header)", "The registry, or a proxy in front of it that removes the header, must be repaired.");
        if (Resolve(from, location) is not null)
            return null;

        var absolute = HasScheme(location) && Uri.TryCreate(location, Verbatim, out var uri) ? uri : null;
        return from.Scheme == Uri.UriSchemeHttps && absolute?.Scheme == Uri.UriSchemeHttp
            ? (
                $"with the plain HTTP address {Redaction.Uri(absolute)}, which is not followed from TLS",
                "A proxy that ends TLS must tell the registry so: pass 'X-Forwarded-Proto: https' and the Host header, or set the registry's own address (docker-registry: REGISTRY_HTTP_HOST, or REGISTRY_HTTP_RELATIVEURLS=true).")
            : ($"with a Location that is not a valid address: '{(absolute is null ? Redaction.Text(location.Split('?')[0]) : Redaction.Uri(absolute))}'", "The registry, or the proxy in front of it that rewrites its addresses, must be repaired.");
    }

    private static string? GetText(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Location", out var values) && values.ToString() is { Length: > 0 } location ? location : null;

    /// <summary>Resolves a reference (RFC 3986, section 5.2) without touching path and query.</summary>
    public static Uri? Resolve(Uri requestUri, string location) =>
        ResolveAnywhere(requestUri, location) is { } result && (result.Scheme == Uri.UriSchemeHttps || requestUri.Scheme == Uri.UriSchemeHttp) ? result : null;

    /// <summary>
    /// The same, for what cannot be anywhere else: path and query at the host that was asked. Behind a proxy a registry
    /// may know its own address only by another scheme, host or port.
    /// </summary>
    public static Uri? ResolveHere(Uri requestUri, string location) =>
        ResolveAnywhere(requestUri, location) is { } result ? Create($"{requestUri.Scheme}://{requestUri.Authority}{result.PathAndQuery}") : null;

    private static Uri? ResolveAnywhere(Uri requestUri, string location)
    {
        // A raw blank or line break would end up in the request line.
        if (location.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return null;

        var hash = location.IndexOf('#');
        if (hash >= 0)
            location = location[..hash];

        var origin = $"{requestUri.Scheme}://{requestUri.Authority}";
        var path = requestUri.PathAndQuery.Split('?')[0];
        var text = location switch
        {
            _ when location.StartsWith("//", StringComparison.Ordinal) => $"{requestUri.Scheme}:{location}",
            _ when location.StartsWith('/') => origin + location,
            _ when location.StartsWith('?') => origin + path + location,
            _ when HasScheme(location) => location,
            _ => origin + path[..(path.LastIndexOf('/') + 1)] + location,
        };
        return Uri.TryCreate(text, Verbatim, out var result)
            && (result.Scheme == Uri.UriSchemeHttps || result.Scheme == Uri.UriSchemeHttp)
            && result.Host.Length > 0
                ? result
                : null;
    }

    /// <summary>An address that was kept as text.</summary>
    /// <returns><c>null</c> where it is none that a request may go to.</returns>
    public static Uri? Parse(string text) =>
        !text.AsSpan().ContainsAnyExceptInRange('!', '~')
        && Uri.TryCreate(text, Verbatim, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.Host.Length > 0
        && uri.UserInfo.Length == 0
            ? uri
            : null;

    /// <summary>The address with one more query parameter.</summary>
    public static Uri WithParameter(Uri uri, string name, string value)
    {
        var separator = uri.PathAndQuery.Contains('?') ? '&' : '?';
        var text = $"{uri.Scheme}://{uri.Authority}{uri.PathAndQuery}{separator}{name}={WebUtility.UrlEncode(value)}";
        return Create(text);
    }

    /// <summary>An absolute address, its path and query as they are.</summary>
    public static Uri Create(string text) => new(text, Verbatim);

    public static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static bool HasScheme(string location)
    {
        var colon = location.IndexOf(':');
        return colon > 0 && !location.AsSpan(0, colon).ContainsAny("/?") && char.IsAsciiLetter(location[0]);
    }
}
