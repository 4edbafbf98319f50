using Plimsoll.Publishing.Signatures;

namespace Plimsoll.Cli.Output;

/// <summary>A signature, statement or SBOM that is attached to an image.</summary>
/// <param name="Kind">What it is, such as <c>signature (cosign bundle)</c>.</param>
/// <param name="Digest">The manifest that it is in.</param>
/// <param name="Subject">What it is about: the image, or one in its index.</param>
/// <param name="Verified">Whether one of the keys or identities signed it, and it is about that image.</param>
/// <param name="Reason">Why it counts or not.</param>
internal sealed record VerifiedAttachmentEntry(string Kind, string Digest, string Subject, bool Verified, string Reason)
{
    /// <summary>The tag that cosign keeps it under, or <c>null</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>What it says, by the type that it states; <c>null</c> where it states none.</summary>
    public string? PredicateType { get; init; }

    /// <summary>The fingerprint of the key that signed it; where it is not verified, the key that it names itself, or <c>null</c>.</summary>
    public string? Key { get; init; }

    /// <summary>Who its certificate names, which is verified only where <c>verified</c> is set; or <c>null</c>.</summary>
    public string? Identity { get; init; }

    /// <summary>Who vouched for that, verified in the same case; or <c>null</c>.</summary>
    public string? Issuer { get; init; }

    public static VerifiedAttachmentEntry Create(JudgedAttachment judged) =>
        new(judged.Kind, judged.Attachment.Manifest.Digest.ToString(), judged.Attachment.Subject.ToString(), judged.IsVerified, judged.Reason)
        {
            Tag = judged.Attachment.Tag,
            PredicateType = judged.Result?.PredicateType ?? judged.Attachment.PredicateType,
            Key = judged.Result?.Key?.Fingerprint ?? judged.Result?.ClaimedKey,
            Identity = judged.Result?.ClaimedIdentity?.Identity,
            Issuer = judged.Result?.ClaimedIdentity?.Issuer,
        };
}
