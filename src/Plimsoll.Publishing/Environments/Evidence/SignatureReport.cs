using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>What verifying an image found.</summary>
/// <param name="Image">The image.</param>
/// <param name="Keys">The keys that it was verified with.</param>
/// <param name="Identities">The identities that it was verified with.</param>
/// <param name="Found">What is attached to it, each with the reason why it counts or not.</param>
internal sealed record SignatureReport(Digest Image, IReadOnlyList<PublicKey> Keys, IReadOnlyList<SignerIdentity> Identities, IReadOnlyList<JudgedAttachment> Found)
{
    /// <summary>The evidence that an environment requires, with what counted; <c>null</c> where a signature by one of the keys was asked for.</summary>
    public EvidenceVerdict? Verdict { get; init; }

    /// <summary>Whether what was asked for is there.</summary>
    public bool IsVerified => Verdict?.IsMet ?? Found.Any(judged => judged.IsSignature);

    /// <summary>Throws where it is not.</summary>
    /// <param name="name">The image as it was named.</param>
    /// <param name="settingName">What a front end calls a setting.</param>
    /// <exception cref="PlimsollException">No key and no identity was given (exit code 2), or what was asked for is not there (3).</exception>
    public void ThrowIfNotVerified(string name, Func<string, string> settingName)
    {
        if (Verdict is null && Keys.Count == 0 && Identities.Count == 0)
            throw PlimsollException.Usage(
                "There is no key and no identity to verify with.",
                $"Pass the public key of whoever is to have signed the image: {settingName("key")} FILE or {settingName("key")} env:NAME; or who that is: {settingName("issuer")} URL {settingName("identity")} TEXT {settingName("trust-root")} FILE. Or write the key into plimsoll.yml: verify: {{ keys: cosign.pub }}.");
        if (Verdict?.GetRefusal($"{name} ({Image})", ImageReference.TryParse(name, out var reference) ? $"{reference.WithoutTagOrDigest().Familiar}@{Image}" : "") is { } refusal)
            throw refusal.ToException();
        if (!IsVerified)
            throw new PlimsollException(ErrorKind.Policy, $"{name} ({Image}) has no signature by {string.Join(" or ", Signers())}: {SignatureSummary.Describe(Found)}.");
    }

    private IEnumerable<string> Signers() =>
        [.. Keys.Count == 0 ? [] : (string[])[Keys is [var only] ? only.ToString() : $"any of the {Keys.Count} keys"], .. Identities.Select(identity => identity.ToString())];
}
