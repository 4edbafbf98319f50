using Plimsoll.Oci;
using Plimsoll.Oci.Registries.Transport;

namespace Plimsoll.Signing.Keyless.Signing.Services;

/// <summary>Addresses of services, which are sent tokens and whose answers are signed with.</summary>
internal static class ServiceAddress
{
    /// <summary>Reads one.</summary>
    /// <param name="text">The address.</param>
    /// <param name="name">What it is the address of, for messages.</param>
    /// <exception cref="PlimsollException">It is not one of HTTPS, nor of this machine (exit code 2).</exception>
    public static Uri Parse(string text, string name)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            throw PlimsollException.Usage($"The address of {name} is not a valid URL: '{Redaction.Text(SecretText.HideNamed(text))}'.", "Write it as 'https://HOST' or 'https://HOST/PATH'.");
        return address.Scheme == Uri.UriSchemeHttps || address.IsLoopback
            ? address
            : throw PlimsollException.Usage($"The address of {name} does not use TLS: {Redaction.Uri(address)}.", "Use an https URL; plain HTTP is only used on this machine.");
    }

    /// <summary>A path below an address, whether that ends with a slash or not.</summary>
    public static Uri At(Uri address, string path) => new($"{address.AbsoluteUri.TrimEnd('/')}/{path}");
}
