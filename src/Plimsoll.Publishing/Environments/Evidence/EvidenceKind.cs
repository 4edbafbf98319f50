using Plimsoll.Oci.Images;
using Plimsoll.Policy;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>Tells what an artifact that refers to an image is evidence of, by what signing and building tools write today.</summary>
internal static class EvidenceKind
{
    /// <summary>The annotation of a statement's manifest, or of its layer (BuildKit, ORAS, Plimsoll).</summary>
    private const string StatementPredicate = "in-toto.io/predicate-type";

    /// <summary>The annotations of a Sigstore bundle (cosign 2.4 and newer, actions/attest).</summary>
    private const string BundlePredicate = "dev.sigstore.bundle.predicateType";

    private const string BundleContent = "dev.sigstore.bundle.content";

    /// <summary>The annotation of a layer that <c>cosign attest</c> wrote under the tag <c>….att</c>.</summary>
    private const string CosignPredicate = "predicateType";

    /// <summary>What cosign 3 states when it signs: a signature and a statement are artifacts of one type.</summary>
    private const string CosignSignature = "https://sigstore.dev/cosign/sign/v1";

    private const string ProvenancePrefix = "https://slsa.dev/provenance/";

    /// <summary>What an artifact's own manifest shows; <c>null</c> where it is evidence of nothing that can be required.</summary>
    public static RequiredEvidence? Classify(Manifest manifest)
    {
        var type = manifest.ArtifactType ?? (manifest as ImageManifest)?.Config.MediaType ?? "";
        if (type is "application/vnd.dev.cosign.artifact.sig.v1+json" or "application/vnd.cncf.notary.signature")
            return RequiredEvidence.Signature;

        if (type.StartsWith("application/vnd.dev.sigstore.bundle", StringComparison.Ordinal))
            return manifest.Annotations?.GetValueOrDefault(BundlePredicate) switch
            {
                CosignSignature => RequiredEvidence.Signature,
                { } predicate when IsProvenance(predicate) => RequiredEvidence.Provenance,
                null when manifest.Annotations?.GetValueOrDefault(BundleContent) == "message-signature" => RequiredEvidence.Signature,
                _ => null,
            };

        return type.StartsWith("application/vnd.in-toto", StringComparison.Ordinal) && HoldsProvenance(manifest) ? RequiredEvidence.Provenance : null;
    }

    /// <summary>Whether a manifest of statements says that one of them is provenance: an artifact, or BuildKit's attestation in an index.</summary>
    public static bool HoldsProvenance(Manifest manifest) =>
        IsProvenance(manifest.Annotations?.GetValueOrDefault(StatementPredicate))
        || (manifest as ImageManifest)?.Layers.Any(layer => IsProvenance(layer.Annotations?.GetValueOrDefault(StatementPredicate))) == true;

    /// <summary>Whether what <c>cosign attest</c> keeps under a tag is provenance; statements that do not say what they state count.</summary>
    public static bool IsCosignProvenance(Manifest manifest) =>
        (manifest as ImageManifest)?.Layers.Any(layer => layer.Annotations?.GetValueOrDefault(CosignPredicate) is not { } predicate || IsProvenance(predicate)) == true;

    private static bool IsProvenance(string? predicate) => predicate?.StartsWith(ProvenancePrefix, StringComparison.Ordinal) == true;
}
