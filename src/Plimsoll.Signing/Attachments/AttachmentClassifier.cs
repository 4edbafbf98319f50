using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Envelopes;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Signing.Attachments;

/// <summary>Tells what a manifest attaches to an image, by what signing and building tools write. Nothing of it is verified.</summary>
internal static class AttachmentClassifier
{
    /// <summary>The annotation of a statement's manifest, or of its layer (BuildKit, ORAS, Plimsoll).</summary>
    public const string StatementPredicate = "in-toto.io/predicate-type";

    /// <summary>The annotation of a layer that <c>cosign attest</c> wrote.</summary>
    public const string CosignPredicate = "predicateType";

    /// <summary>The type of a signature by Notation.</summary>
    public const string NotationType = "application/vnd.cncf.notary.signature";

    /// <summary>The type of a signature that cosign attached before it wrote bundles.</summary>
    public const string CosignSignatureType = "application/vnd.dev.cosign.artifact.sig.v1+json";

    private const string StatementPrefix = "application/vnd.in-toto";

    /// <summary>What a manifest attaches: one thing for each layer where it holds several statements, else one.</summary>
    /// <param name="descriptor">Its descriptor.</param>
    /// <param name="manifest">Its content: a referrer, an attestation in an index, or what cosign keeps under a tag.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="tag">The tag that cosign keeps it under, or <c>null</c>.</param>
    /// <returns>At least one.</returns>
    public static IReadOnlyList<Attachment> Classify(Descriptor descriptor, Manifest manifest, Digest subject, string? tag = null)
    {
        var type = GetType(manifest);
        var layers = (manifest as ImageManifest)?.Layers ?? [];
        var only = layers is [var layer] ? layer : null;
        if (tag is not null)
            return layers.Count > 0 ? [.. layers.Select(Tagged)] : [Tagged(null)];
        if (SigstoreBundle.IsMediaType(type))
            return [One(AttachmentKind.SigstoreBundle, BundlePredicate(manifest), only)];
        if (IsStatement(type) && layers.Count > 0)
            return [.. layers.Select(statement => OfStatement(statement, layers.Count == 1 ? manifest.Annotations : null))];
        if (type == Attestations.ArtifactType || (IsConfiguration(type) && layers.Any(HoldsStatement)))
            return layers.Count > 0 ? [.. layers.Select(OfBuildKit)] : [One(AttachmentKind.BuildKitAttestation, predicateType: null, content: null)];

        return [type switch
        {
            CosignSignatureType => One(AttachmentKind.CosignSignature, PredicateTypes.CosignSignature, only),
            NotationType => One(AttachmentKind.NotationSignature, predicateType: null, only),
            _ when SbomType(type) is { } sbom => One(AttachmentKind.Sbom, sbom, only),
            _ when IsStatement(type) => One(AttachmentKind.Statement, manifest.Annotations?.GetValueOrDefault(StatementPredicate), content: null),
            _ => One(AttachmentKind.Other, predicateType: null, only),
        }];

        Attachment One(AttachmentKind kind, string? predicateType, Descriptor? content) => new(kind, type, predicateType, Bare(descriptor), subject) { Content = content, Tag = tag };

        Attachment OfStatement(Descriptor statement, IReadOnlyDictionary<string, string>? annotations)
        {
            if (statement.MediaType == DsseEnvelope.MediaType)
                return One(AttachmentKind.CosignAttestation, statement.Annotations?.GetValueOrDefault(CosignPredicate) ?? annotations?.GetValueOrDefault(StatementPredicate), statement);

            var predicate = annotations?.GetValueOrDefault(StatementPredicate) ?? statement.Annotations?.GetValueOrDefault(StatementPredicate);
            return One(predicate == PredicateTypes.PlimsollReceipt ? AttachmentKind.Receipt : AttachmentKind.Statement, predicate, statement);
        }

        Attachment OfBuildKit(Descriptor statement) =>
            One(AttachmentKind.BuildKitAttestation, statement.Annotations?.GetValueOrDefault(StatementPredicate), statement) with { Type = statement.MediaType };

        Attachment Tagged(Descriptor? content)
        {
            var (kind, predicate) = tag.EndsWith(CosignTags.Signature, StringComparison.Ordinal) ? (AttachmentKind.CosignSignature, PredicateTypes.CosignSignature)
                : tag.EndsWith(CosignTags.Sbom, StringComparison.Ordinal) ? (AttachmentKind.CosignSbom, null)
                : (AttachmentKind.CosignAttestation, content?.Annotations?.GetValueOrDefault(CosignPredicate));
            return One(kind, predicate, content) with { Type = (content ?? descriptor).MediaType };
        }
    }

    /// <summary>
    /// The type of the statement that an entry in a list of referrers says it is, empty where it is none; <c>null</c> where only the artifact
    /// itself tells, because some registries and clients drop annotations.
    /// </summary>
    public static string? FindPredicate(Descriptor listed)
    {
        if ((listed.Annotations?.GetValueOrDefault(StatementPredicate) ?? listed.Annotations?.GetValueOrDefault(BundleArtifact.PredicateAnnotation)) is { } predicate)
            return predicate;

        var type = listed.ArtifactType ?? MediaTypes.OciEmpty;
        return SigstoreBundle.IsMediaType(type) || IsStatement(type) || type == Attestations.ArtifactType || IsConfiguration(type) || type == MediaTypes.OciEmpty ? null : SbomType(type) ?? "";
    }

    /// <summary>When an entry in a list of referrers is read, as far as the list tells what it is: signatures first, then statements and what it does not tell, SBOMs, and receipts, holds and the rest.</summary>
    public static int GetOrder(Descriptor listed) => listed.ArtifactType switch
    {
        null or "" => 1,
        CosignSignatureType or NotationType => 0,
        var type when SigstoreBundle.IsMediaType(type) => 0,
        _ when FindPredicate(listed) == PredicateTypes.PlimsollReceipt => 3,
        var type when FindPredicate(listed) is null || IsStatement(type) => 1,
        var type when SbomType(type) is not null => 2,
        _ => 3,
    };

    /// <summary>The type of an artifact. Some releases of cosign wrote it into the configuration's descriptor only; before OCI 1.1 it was that of the configuration.</summary>
    private static string GetType(Manifest manifest) =>
        manifest.ArtifactType ?? (manifest as ImageManifest)?.Config.ArtifactType ?? (manifest as ImageManifest)?.Config.MediaType ?? manifest.MediaType ?? "";

    private static bool IsStatement(string type) => type.StartsWith(StatementPrefix, StringComparison.Ordinal);

    /// <summary>Before 0.32, BuildKit gave its statements the configuration of an image.</summary>
    private static bool IsConfiguration(string type) => type is MediaTypes.OciConfig or MediaTypes.DockerConfig;

    private static bool HoldsStatement(Descriptor layer) => IsStatement(layer.MediaType) || layer.Annotations?.ContainsKey(StatementPredicate) == true;

    private static string? BundlePredicate(Manifest manifest) =>
        manifest.Annotations?.GetValueOrDefault(BundleArtifact.PredicateAnnotation)
        ?? (manifest.Annotations?.GetValueOrDefault(BundleArtifact.ContentAnnotation) == BundleArtifact.MessageContent ? PredicateTypes.CosignSignature : null);

    private static string? SbomType(string type) =>
        type.Contains("spdx", StringComparison.OrdinalIgnoreCase) ? PredicateTypes.Spdx
        : type.Contains("cyclonedx", StringComparison.OrdinalIgnoreCase) ? PredicateTypes.CycloneDx
        : null;

    private static Descriptor Bare(Descriptor descriptor) => new(descriptor.MediaType, descriptor.Digest, descriptor.Size);
}
