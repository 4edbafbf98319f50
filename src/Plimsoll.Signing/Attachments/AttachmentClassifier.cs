using Plimsoll.Oci.Images;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Envelopes;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Signing.Attachments;

/// <summary>Tells what a manifest that refers to an image attaches to it, by what signing and building tools write.</summary>
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

    /// <summary>What an artifact attaches: one thing for each layer where it holds several statements, else one.</summary>
    /// <param name="descriptor">The artifact's descriptor.</param>
    /// <param name="manifest">Its content.</param>
    /// <param name="subject">What it refers to.</param>
    public static IEnumerable<Attachment> Classify(Descriptor descriptor, Manifest manifest, Digest subject)
    {
        var type = GetType(manifest);
        var layers = (manifest as ImageManifest)?.Layers ?? [];
        var only = layers is [var layer] ? layer : null;
        if (SigstoreBundle.IsMediaType(type))
            return [One(AttachmentKind.SigstoreBundle, BundlePredicate(manifest), only)];
        if (type.StartsWith(StatementPrefix, StringComparison.Ordinal) && layers.Count > 0)
            return layers.Select(statement => OfStatement(statement, layers.Count == 1 ? manifest.Annotations : null));

        return [type switch
        {
            CosignSignatureType => One(AttachmentKind.CosignSignature, PredicateTypes.CosignSignature, only),
            NotationType => One(AttachmentKind.NotationSignature, predicateType: null, only),
            _ when SbomType(type) is { } sbom => One(AttachmentKind.Sbom, sbom, only),
            _ when type.StartsWith(StatementPrefix, StringComparison.Ordinal) => One(AttachmentKind.Statement, manifest.Annotations?.GetValueOrDefault(StatementPredicate), content: null),
            _ => One(AttachmentKind.Other, predicateType: null, only),
        }];

        Attachment One(AttachmentKind kind, string? predicateType, Descriptor? content) => new(kind, type, predicateType, Bare(descriptor), subject) { Content = content };

        Attachment OfStatement(Descriptor statement, IReadOnlyDictionary<string, string>? annotations)
        {
            if (statement.MediaType == DsseEnvelope.MediaType)
                return One(AttachmentKind.CosignAttestation, statement.Annotations?.GetValueOrDefault(CosignPredicate), statement);

            var predicate = annotations?.GetValueOrDefault(StatementPredicate) ?? statement.Annotations?.GetValueOrDefault(StatementPredicate);
            return One(predicate == PredicateTypes.PlimsollReceipt ? AttachmentKind.Receipt : AttachmentKind.Statement, predicate, statement);
        }
    }

    /// <summary>The type of an artifact. Some releases of cosign wrote it into the configuration's descriptor only; before OCI 1.1 it was that of the configuration.</summary>
    private static string GetType(Manifest manifest) =>
        manifest.ArtifactType ?? (manifest as ImageManifest)?.Config.ArtifactType ?? (manifest as ImageManifest)?.Config.MediaType ?? manifest.MediaType ?? "";

    private static string? BundlePredicate(Manifest manifest) =>
        manifest.Annotations?.GetValueOrDefault(BundleArtifact.PredicateAnnotation)
        ?? (manifest.Annotations?.GetValueOrDefault(BundleArtifact.ContentAnnotation) == BundleArtifact.MessageContent ? PredicateTypes.CosignSignature : null);

    private static string? SbomType(string type) =>
        type.Contains("spdx", StringComparison.OrdinalIgnoreCase) ? PredicateTypes.Spdx
        : type.Contains("cyclonedx", StringComparison.OrdinalIgnoreCase) ? PredicateTypes.CycloneDx
        : null;

    private static Descriptor Bare(Descriptor descriptor) => new(descriptor.MediaType, descriptor.Digest, descriptor.Size);
}
