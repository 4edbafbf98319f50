using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Signing.Keyless;
using Plimsoll.Signing.Keyless.TrustRoots;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>Makes what verifies that somebody signed whom a certificate names.</summary>
internal static class TrustedIdentity
{
    /// <summary>Reads whom to believe about identities.</summary>
    /// <param name="host">The environment and the configuration, either of which may name the trust root.</param>
    /// <param name="identity">Who must have signed.</param>
    /// <param name="trustRoot">The file of the trust root, relative to where somebody works; <c>null</c> for what environment or configuration names.</param>
    /// <exception cref="PlimsollException">There is no trust root, it cannot be read, or the pattern of names is not valid (exit code 2).</exception>
    public static KeylessVerifier CreateVerifier(PlimsollHost host, SignerIdentity identity, string? trustRoot)
    {
        var policy = identity.Name is { } name ? IdentityPolicy.Exactly(identity.Issuer, name) : IdentityPolicy.Matching(identity.Issuer, identity.Pattern ?? "");
        return new KeylessVerifier(TrustRoot.ReadFile(FindTrustRoot(host, trustRoot)), [policy]);
    }

    private static string FindTrustRoot(PlimsollHost host, string? given)
    {
        if ((given ?? host.Environment(TrustRoot.Variable)) is { Length: > 0 } file)
            return Path.GetFullPath(file, host.Directory);
        if (host.Configuration.TrustRoot is { } configured)
            return Path.GetFullPath(configured, ConfigurationFile.RootOf(host.Directory, host.Configuration));

        throw PlimsollException.Usage(
            "There is no trust root, which says whom to believe about identities.",
            $"Pass {host.SettingName("trust-root")} FILE, set {TrustRoot.Variable}, or write it into plimsoll.yml: verify: {{ trustRoot: trusted_root.json }}. {TrustRoot.Advice}");
    }
}
