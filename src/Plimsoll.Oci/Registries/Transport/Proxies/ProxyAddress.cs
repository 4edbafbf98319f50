using System.Net;

namespace Plimsoll.Oci.Registries.Transport.Proxies;

/// <summary>The address of a proxy, without its user, and the user's credential.</summary>
internal sealed record ProxyAddress(Uri Address, NetworkCredential? Credential)
{
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    /// <summary>Parses a variable's value; without a scheme it is one of <c>http</c>.</summary>
    /// <exception cref="PlimsollException">It is not an address (exit code 2). The value is not repeated, because it may hold a password.</exception>
    public static ProxyAddress Parse(string variable, string value)
    {
        var text = value.Contains("://", StringComparison.Ordinal) ? value : "http://" + value;

        // curl's name for a host that the proxy looks up, which .NET always leaves to the proxy.
        if (text.StartsWith("socks5h://", StringComparison.OrdinalIgnoreCase))
            text = "socks5" + text["socks5h".Length..];
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !Schemes.Contains(uri.Scheme) || uri.Host.Length == 0)
            throw PlimsollException.Usage(
                $"{variable} is not the address of a proxy.",
                $"Set it as http://HOST:PORT, with {string.Join(", ", Schemes)} as the scheme; special characters in user and password are written as %XX.");

        var address = new UriBuilder(uri.Scheme, uri.Host, uri.Port < 0 ? 1080 : uri.Port).Uri;
        if (uri.UserInfo.Length == 0)
            return new ProxyAddress(address, null);

        var colon = uri.UserInfo.IndexOf(':');
        var (user, password) = colon < 0 ? (uri.UserInfo, "") : (uri.UserInfo[..colon], uri.UserInfo[(colon + 1)..]);
        return new ProxyAddress(address, new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password)));
    }
}
