namespace Plimsoll.Oci.Registries.Transport;

/// <summary>A host that a registry pointed to is at an address that only this machine or network can reach.</summary>
internal sealed class PrivateAddressException(string host) : IOException($"the registry points to '{host}', which has a private address")
{
    public string Host { get; } = host;
}
