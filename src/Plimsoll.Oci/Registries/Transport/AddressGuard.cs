using System.Net;
using System.Net.Sockets;

namespace Plimsoll.Oci.Registries.Transport;

/// <summary>Tells addresses of the public internet from all others (IANA special-purpose address registries).</summary>
internal static class AddressGuard
{
    private static readonly IPNetwork[] PrivateNetworks = [.. new[]
    {
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
        "::/96", "::ffff:0:0:0/96", "2001::/32", "64:ff9b:1::/48", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "100::/64",
    }.Select(IPNetwork.Parse)];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>Whether the address is loopback, private, link-local, shared, multicast or reserved.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();

        // An IPv4 address can hide in an IPv6 one.
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            var bytes = address.GetAddressBytes();
            if (Nat64.Contains(address))
                return IsPrivate(new IPAddress(bytes.AsSpan(12)));
            if (SixToFour.Contains(address))
                return IsPrivate(new IPAddress(bytes.AsSpan(2, 4)));
        }

        return Array.Exists(PrivateNetworks, network => network.BaseAddress.AddressFamily == address.AddressFamily && network.Contains(address));
    }
}
