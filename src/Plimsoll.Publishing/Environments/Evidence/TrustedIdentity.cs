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
    /// <param name="isEnvironments">
    /// Whether the identity is one that an environment requires. Then the trust root of the configuration counts before the variable: whom to
    /// believe is part of the rules, which whoever starts a command does not choose.
    /// </param>
    /// <exception cref="PlimsollException">There is no trust root, it cannot be read, or the pattern of names is not valid (exit code 2).</exception>
    public static KeylessVerifier CreateVerifier(PlimsollHost host, SignerIdentity identity, string? trustRoot, bool isEnvironments = false)
    {
        var policy = identity.Name is { } name ? IdentityPolicy.Exactly(identity.Issuer, name) : IdentityPolicy.Matching(identity.Issuer, identity.Pattern ?? "");
        return new KeylessVerifier(TrustRoot.ReadFile(FindTrustRoot(host, trustRoot, isEnvironments)), [policy]);
    }

    private static string FindTrustRoot(PlimsollHost host, string? given, bool isEnvironments)
    {
        var configured = host.Configuration.TrustRoot is { } written ? Path.GetFullPath(written, ConfigurationFile.RootOf(host.Directory, host.Configuration)) : null;
        if (given is not { Length: > 0 } && isEnvironments && configured is not null)
            return configured;
        if ((given ?? host.Environment(TrustRoot.Variable)) is { Length: > 0 } file)
            return Path.GetFullPath(file, host.Directory);
        if (configured is not null)
            return configured;

        throw PlimsollException.Usage(
            "There is no trust root, which says whom to believe about identities.",
            $"Pass {host.SettingName("trust-root")} FILE, set {TrustRoot.Variable}, or write it into plimsoll.yml: verify: {{ trustRoot: trusted_root.json }}. {TrustRoot.Advice}");
    }
}
