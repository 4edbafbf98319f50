using Plimsoll.Oci.Images;
using Plimsoll.Signing.Attachments;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Publishing.Attachments;

/// <summary>
/// What people call a manifest that says something about an image: <c>signature (cosign bundle)</c>, <c>provenance (SLSA v1)</c>, <c>SBOM
/// (SPDX)</c>, <c>receipt</c>. It is told from what signing and building tools write, and nothing of it is verified.
/// </summary>
internal static class ReferrerKind
{
    /// <summary>A receipt of Plimsoll.</summary>
    public const string Receipt = "receipt";

    /// <summary>A hold that a rollback of Plimsoll left.</summary>
    public const string Hold = "hold";

    /// <summary>The type of a hold.</summary>
    public const string HoldType = "application/vnd.plimsoll.hold.v1+json";

    /// <summary>A signature of the image in a Sigstore bundle.</summary>
    public const string BundleSignature = "signature (cosign bundle)";

    /// <summary>A signature of the image under a tag of cosign.</summary>
    public const string TagSignature = "signature (cosign tag)";

    private const string SlsaPrefix = "https://slsa.dev/provenance/";

    /// <summary>The kinds of what a manifest holds, each once; at least one.</summary>
    public static IReadOnlyList<string> Describe(IEnumerable<Attachment> attachments) => [.. attachments.Select(Describe).Distinct(StringComparer.Ordinal)];

    /// <summary>The same, of a manifest and the tag that cosign keeps it under, or <c>null</c>.</summary>
    public static IReadOnlyList<string> Describe(ManifestContent content, Manifest manifest, string? tag = null) =>
        Describe(AttachmentClassifier.Classify(content.Descriptor, manifest, content.Descriptor.Digest, tag));

    /// <summary>The kind of an attachment. A bundle or envelope that holds another statement than it says outside is what it says.</summary>
    public static string Describe(Attachment attachment) => attachment.Kind switch
    {
        AttachmentKind.SigstoreBundle => attachment.IsSignature ? BundleSignature : Name(attachment.PredicateType, ", bundle"),
        AttachmentKind.CosignSignature => attachment.Tag is null ? "signature (cosign)" : TagSignature,
        AttachmentKind.CosignAttestation => Name(attachment.PredicateType, attachment.Tag is null ? "" : ", cosign tag"),
        AttachmentKind.CosignSbom => "SBOM (cosign tag)",
        AttachmentKind.NotationSignature => "signature (Notation)",
        AttachmentKind.Other => attachment.Type switch
        {
            HoldType => Hold,
            MediaTypes.OciConfig or MediaTypes.DockerConfig => "image",
            "" => "other",
            var type => type,
        },
        _ => Name(attachment.PredicateType, suffix: ""),
    };

    /// <summary>Whether one of these kinds is a signature of the image itself.</summary>
    public static bool IsSignature(string kind) => kind.StartsWith("signature (", StringComparison.Ordinal);

    /// <summary>What a signed statement of this type is called.</summary>
    public static string OfBundle(string predicateType) => predicateType == PredicateTypes.CosignSignature ? BundleSignature : Name(predicateType, ", bundle");

    /// <summary>What a statement of this type is called.</summary>
    public static string OfStatement(string? predicateType) => Name(predicateType, suffix: "");

    private static string Name(string? predicate, string suffix) => predicate switch
    {
        null => $"attestation{(suffix.Length > 0 ? $" ({suffix[2..]})" : "")}",
        PredicateTypes.PlimsollReceipt => Receipt,
        _ when PredicateTypes.IsProvenance(predicate) => $"provenance (SLSA {predicate[SlsaPrefix.Length..]}{suffix})",
        _ when PredicateTypes.IsSbom(predicate) => $"SBOM ({(predicate.StartsWith(PredicateTypes.Spdx, StringComparison.Ordinal) ? "SPDX" : "CycloneDX")}{suffix})",
        _ => $"attestation ({PredicateTypes.GetName(predicate)}{suffix})",
    };
}
