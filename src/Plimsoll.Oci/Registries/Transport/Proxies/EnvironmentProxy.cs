using System.Net;

namespace Plimsoll.Oci.Registries.Transport.Proxies;

/// <summary>
/// The proxy that <c>HTTP_PROXY</c>, <c>HTTPS_PROXY</c>, else <c>ALL_PROXY</c> name, in lower case or upper case, as curl and Go read
/// them. .NET's own reader knows neither <c>*</c>, networks and ports in <c>NO_PROXY</c>, nor that this machine is reached directly.
/// </summary>
internal sealed class EnvironmentProxy : IWebProxy, ICredentials
{
    private readonly ProxyAddress? _http;
    private readonly ProxyAddress? _https;
    private readonly ProxyBypassList _bypass;

    private EnvironmentProxy(ProxyAddress? http, ProxyAddress? https, ProxyBypassList bypass) => (_http, _https, _bypass) = (http, https, bypass);

    /// <summary>The secret of the proxy itself is only given to that proxy.</summary>
    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException("A proxy's user and password come from the environment.");
    }

    /// <summary>Reads the variables.</summary>
    /// <returns><c>null</c> where none names a proxy, so that the system's settings count.</returns>
    /// <exception cref="PlimsollException">One is not the address of a proxy (exit code 2).</exception>
    public static EnvironmentProxy? Find(Func<string, string?> environment)
    {
        // A CGI program gets a request's header 'Proxy' as HTTP_PROXY.
        var isCgi = environment("REQUEST_METHOD") is { Length: > 0 };
        var all = Read(environment, "all_proxy", "ALL_PROXY");
        var http = Read(environment, isCgi ? ["http_proxy"] : ["http_proxy", "HTTP_PROXY"]) ?? all;
        var https = Read(environment, "https_proxy", "HTTPS_PROXY") ?? all;
        return http is null && https is null
            ? null
            : new EnvironmentProxy(http, https, ProxyBypassList.Parse(First(environment, "no_proxy", "NO_PROXY")?.Value ?? ""));
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : Choose(destination)?.Address;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => Choose(host) is null || ProxyBypassList.IsThisMachine(host) || _bypass.Contains(host);

    NetworkCredential? ICredentials.GetCredential(Uri uri, string authType) =>
        new[] { _http, _https }.FirstOrDefault(proxy => proxy?.Address == uri)?.Credential;

    private ProxyAddress? Choose(Uri destination) => destination.Scheme == Uri.UriSchemeHttps ? _https : _http;

    private static ProxyAddress? Read(Func<string, string?> environment, params string[] names) =>
        First(environment, names) is var (name, value) ? ProxyAddress.Parse(name, value) : null;

    private static (string Name, string Value)? First(Func<string, string?> environment, params string[] names)
    {
        foreach (var name in names)
            if (environment(name)?.Trim() is { Length: > 0 } value)
                return (name, value);
        return null;
    }
}
