using System.Globalization;
using System.Net;

namespace Plimsoll.Oci.Registries.Transport.Proxies;

/// <summary>
/// The hosts of <c>NO_PROXY</c>, separated by commas or blanks: <c>*</c> for all; an address or network
/// (<c>10.0.0.0/8</c>, <c>fd00::/8</c>); or a domain with all below it (<c>example.com</c>, <c>.example.com</c>,
/// <c>*.example.com</c>). Each may have a port (<c>example.com:5000</c>, <c>[::1]:5000</c>). Names are not looked up.
/// </summary>
internal sealed class ProxyBypassList
{
    private readonly List<Predicate<(string Host, IPAddress? Address, int Port)>> _entries = [];

    /// <summary>Parses the value; what cannot be a host or network matches nothing.</summary>
    public static ProxyBypassList Parse(string text)
    {
        var list = new ProxyBypassList();
        foreach (var entry in text.Split([',', ' ', '\t', ';'], StringSplitOptions.RemoveEmptyEntries))
            list._entries.Add(ParseEntry(entry.ToLowerInvariant()));
        return list;
    }

    /// <summary>Whether the address is reached without a proxy.</summary>
    public bool Contains(Uri uri)
    {
        var host = HostOf(uri);
        var target = (host, ParseAddress(host), uri.Port);
        return _entries.Exists(entry => entry(target));
    }

    /// <summary>Whether the address is on this machine: a proxy would look for it on its own.</summary>
    public static bool IsThisMachine(Uri uri)
    {
        var host = HostOf(uri);
        return host == "localhost"
            || host.EndsWith(".localhost", StringComparison.Ordinal)
            || (ParseAddress(host) is { } address && (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));
    }

    private static Predicate<(string Host, IPAddress? Address, int Port)> ParseEntry(string entry)
    {
        if (entry == "*")
            return _ => true;

        if (entry.IndexOf('/') is var slash and > 0)
        {
            var network = ParseAddress(entry[..slash]);
            return int.TryParse(entry[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var length) && network is not null
                ? target => IsIn(target.Address, network, length)
                : _ => false;
        }

        var (host, port) = SplitPort(entry);
        if (ParseAddress(host) is { } address)
            return target => (port is null || port == target.Port) && address.Equals(target.Address);

        host = (host.StartsWith("*.", StringComparison.Ordinal) ? host[1..] : host).TrimStart('.').TrimEnd('.');
        return target => (port is null || port == target.Port)
            && host.Length > 0
            && (target.Host == host || target.Host.EndsWith("." + host, StringComparison.Ordinal));
    }

    /// <summary>A single colon is before a port; an address with several has one only behind brackets.</summary>
    private static (string Host, int? Port) SplitPort(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var isPort = colon > 0 && (entry[colon - 1] == ']' || entry.IndexOf(':') == colon);
        return isPort && int.TryParse(entry[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? (entry[..colon], port) : (entry, null);
    }

    private static bool IsIn(IPAddress? address, IPAddress network, int length)
    {
        if (address is null || address.AddressFamily != network.AddressFamily)
            return false;

        var (one, other) = (address.GetAddressBytes(), network.GetAddressBytes());
        if (length > one.Length * 8)
            return false;

        var whole = length / 8;
        return one.AsSpan(0, whole).SequenceEqual(other.AsSpan(0, whole))
            && (length % 8 == 0 || (one[whole] ^ other[whole]) >> (8 - length % 8) == 0);
    }

    private static string HostOf(Uri uri) => uri.IdnHost.Trim('[', ']').TrimEnd('.').ToLowerInvariant();

    /// <summary>An address as such; one of IPv4 within IPv6 as that of IPv4.</summary>
    private static IPAddress? ParseAddress(string host) =>
        !IPAddress.TryParse(host.Trim('[', ']'), out var address) ? null : address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
