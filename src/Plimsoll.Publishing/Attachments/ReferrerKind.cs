using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Signing.Attachments;
using Plimsoll.Signing.Bundles;
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

    private const string SlsaPrefix = "https://slsa.dev/provenance/";

    /// <summary>The kinds of what a manifest holds, each once; at least one.</summary>
    /// <param name="manifest">The manifest: a referrer, an attestation in an index, or what cosign keeps under a tag.</param>
    /// <param name="tag">The tag that cosign keeps it under, or <c>null</c>.</param>
    public static IReadOnlyList<string> Describe(Manifest manifest, string? tag = null)
    {
        if (tag is not null)
            return DescribeTagged(manifest, tag);

        var type = manifest.ArtifactType ?? (manifest as ImageManifest)?.Config.MediaType ?? manifest.MediaType ?? "";
        return type switch
        {
            AttachmentClassifier.CosignSignatureType => ["signature (cosign)"],
            AttachmentClassifier.NotationType => ["signature (Notation)"],
            HoldType => [Hold],
            Attestations.ArtifactType => DescribeStatements(manifest),
            _ when type.StartsWith("application/vnd.dev.sigstore.bundle", StringComparison.Ordinal) => [DescribeBundle(manifest.Annotations)],
            _ when type.StartsWith("application/vnd.in-toto", StringComparison.Ordinal) => DescribeStatements(manifest),
            _ when type.Contains("spdx", StringComparison.OrdinalIgnoreCase) => ["SBOM (SPDX)"],
            _ when type.Contains("cyclonedx", StringComparison.OrdinalIgnoreCase) => ["SBOM (CycloneDX)"],
            MediaTypes.OciConfig or MediaTypes.DockerConfig => DescribeStatements(manifest),
            "" => ["other"],
            _ => [type],
        };
    }

    /// <summary>The kind of an attachment. A bundle or envelope that holds another statement than it says outside is what it says.</summary>
    public static string Describe(Attachment attachment) => attachment.Kind switch
    {
        AttachmentKind.SigstoreBundle => attachment.IsSignature ? "signature (cosign bundle)" : Name(attachment.PredicateType, ", bundle"),
        AttachmentKind.CosignSignature => attachment.Tag is null ? "signature (cosign)" : "signature (cosign tag)",
        AttachmentKind.CosignAttestation => Name(attachment.PredicateType, attachment.Tag is null ? "" : ", cosign tag"),
        AttachmentKind.CosignSbom => "SBOM (cosign tag)",
        AttachmentKind.NotationSignature => "signature (Notation)",
        AttachmentKind.Other => attachment.Type == HoldType ? Hold : attachment.Type,
        _ => Name(attachment.PredicateType, suffix: ""),
    };

    /// <summary>Whether one of these kinds is provenance, whoever made and signed it.</summary>
    public static bool IsProvenance(string kind) => kind.StartsWith("provenance (", StringComparison.Ordinal);

    /// <summary>What a statement of this type is called.</summary>
    public static string OfStatement(string? predicateType) => Name(predicateType, suffix: "");

    private static string DescribeBundle(IReadOnlyDictionary<string, string>? annotations) => annotations?.GetValueOrDefault(BundleArtifact.PredicateAnnotation) switch
    {
        PredicateTypes.CosignSignature => "signature (cosign bundle)",
        { } predicate => Name(predicate, ", bundle"),
        null => annotations?.GetValueOrDefault(BundleArtifact.ContentAnnotation) == BundleArtifact.MessageContent ? "signature (cosign bundle)" : "attestation (bundle)",
    };

    private static List<string> DescribeTagged(Manifest manifest, string tag)
    {
        if (tag.EndsWith(CosignTags.Signature, StringComparison.Ordinal))
            return ["signature (cosign tag)"];
        if (tag.EndsWith(CosignTags.Sbom, StringComparison.Ordinal))
            return ["SBOM (cosign tag)"];

        return Distinct(LayersOf(manifest).Select(layer => Name(layer.Annotations?.GetValueOrDefault(AttachmentClassifier.CosignPredicate), ", cosign tag")), "attestation (cosign tag)");
    }

    private static List<string> DescribeStatements(Manifest manifest) => Distinct(
        manifest.Annotations?.GetValueOrDefault(AttachmentClassifier.StatementPredicate) is { } predicate
            ? [OfStatement(predicate)]
            : LayersOf(manifest).Select(layer => OfStatement(layer.Annotations?.GetValueOrDefault(AttachmentClassifier.StatementPredicate))),
        "attestation");

    private static IReadOnlyList<Descriptor> LayersOf(Manifest manifest) => (manifest as ImageManifest)?.Layers ?? [];

    private static List<string> Distinct(IEnumerable<string> kinds, string none) => kinds.Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } found ? found : [none];

    private static string Name(string? predicate, string suffix) => predicate switch
    {
        null => $"attestation{(suffix.Length > 0 ? $" ({suffix[2..]})" : "")}",
        PredicateTypes.PlimsollReceipt => Receipt,
        _ when PredicateTypes.IsProvenance(predicate) => $"provenance (SLSA {predicate[SlsaPrefix.Length..]}{suffix})",
        _ when PredicateTypes.IsSbom(predicate) => $"SBOM ({(predicate.StartsWith(PredicateTypes.Spdx, StringComparison.Ordinal) ? "SPDX" : "CycloneDX")}{suffix})",
        _ => $"attestation ({PredicateTypes.GetName(predicate)}{suffix})",
    };
}
