using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Signing;
using Plimsoll.Signing.Attachments;
using Plimsoll.Signing.Keyless;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Verification;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>Who must have signed evidence: one of some keys, or an identity.</summary>
/// <param name="keys">The keys; none where <paramref name="identity"/> tells.</param>
/// <param name="identity">The identity, or <c>null</c>.</param>
/// <param name="keyless">Verifies that a certificate is that identity's; <c>null</c> where there is none.</param>
internal sealed class EvidenceSigner(IReadOnlyList<PublicKey> keys, SignerIdentity? identity, KeylessVerifier? keyless)
{
    private readonly SignatureVerifier _verifier = new(keys, keyless);

    /// <summary>The keys; none where an identity must have signed.</summary>
    public IReadOnlyList<PublicKey> Keys => keys;

    /// <summary>The identity; <c>null</c> where a key must have signed.</summary>
    public SignerIdentity? Identity => identity;

    /// <summary>Verifies an attachment.</summary>
    /// <param name="attachment">A signed attachment.</param>
    /// <param name="content">Its content.</param>
    /// <param name="image">What it must be about.</param>
    public VerificationResult Verify(Attachment attachment, ReadOnlyMemory<byte> content, Digest image)
    {
        var result = AttachmentVerifier.Verify(_verifier, attachment, content, image);
        return identity is not null && result.Outcome == VerificationOutcome.UnknownKey
            ? result with { Message = "not verified: it is not signed by the key of a certificate, which an identity needs" }
            : result;
    }

    /// <summary>The keys or the identity, as messages name them.</summary>
    public override string ToString() => identity?.ToString() ?? string.Join(" or ", keys);
}
