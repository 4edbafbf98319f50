using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy;
using Plimsoll.Policy.Rules;
using Plimsoll.Signing.Legacy;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>
/// Looks for the signatures and statements that a policy requires of an image. It checks only that they exist: verifying
/// them is up to cosign, Notation and admission controllers, which have the keys.
/// </summary>
internal static class EvidenceFinder
{
    /// <summary>More than any image has attached; what a registry lists beyond is not read.</summary>
    private const int MostReferrers = 1000;

    /// <summary>Looks for what is required.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="image">The image.</param>
    /// <param name="required">What is required.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What is missing.</returns>
    public static async Task<IReadOnlyList<RequiredEvidence>> MissingAsync(IImageSource source, ManifestContent image, IEnumerable<RequiredEvidence> required, CancellationToken cancellationToken)
    {
        var missing = required.ToHashSet();
        if (missing.Count == 0)
            return [];

        await foreach (var found in FindAsync(source, image, cancellationToken))
            if (missing.Remove(found) && missing.Count == 0)
                break;
        return [.. missing.Order()];
    }

    /// <summary>What is to be said against an image that lacks something; nothing where it lacks nothing.</summary>
    /// <param name="environment">The environment that it is to enter.</param>
    /// <param name="name">The image with its digest, for the message.</param>
    /// <param name="missing">What it lacks.</param>
    public static IReadOnlyList<TagRefusal> Judge(string environment, string name, IReadOnlyList<RequiredEvidence> missing)
    {
        if (missing is not [var first, ..])
            return [];

        var what = missing.Select(evidence => evidence == RequiredEvidence.Signature
            ? $"a signature (rule {RuleNames.MissingSignature})"
            : $"provenance (rule {RuleNames.MissingProvenance})");
        return
        [
            new TagRefusal(
                first == RequiredEvidence.Signature ? RuleNames.MissingSignature : RuleNames.MissingProvenance,
                environment,
                $"{name} is missing what the policy requires: {string.Join(" and ", what)}.",
                $"Attach it first, for example with 'cosign {(first == RequiredEvidence.Signature ? "sign" : "attest --type slsaprovenance1")} {name}', then try again."),
        ];
    }

    private static async IAsyncEnumerable<RequiredEvidence> FindAsync(IImageSource source, ManifestContent image, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var digest = image.Descriptor.Digest;
        if (await source.ResolveAsync(CosignTags.GetTag(digest, CosignTags.Signature), cancellationToken) is not null)
            yield return RequiredEvidence.Signature;

        // The lists of some registries and clients drop annotations, so that the artifact itself is asked.
        if (source is IReferrerSource referrers)
            foreach (var referrer in (await referrers.GetReferrersAsync(digest, artifactType: null, cancellationToken)).Where(referrer => MediaTypes.IsManifest(referrer.MediaType)).Take(MostReferrers))
                if (await TryReadAsync(source, referrer.Digest.ToString(), cancellationToken) is { } manifest && manifest.Subject?.Digest == digest && EvidenceKind.Classify(manifest) is { } kind)
                    yield return kind;

        foreach (var child in image.Parse().Children.Where(child => child.Annotations?.GetValueOrDefault(Attestations.TypeAnnotation) == "attestation-manifest"))
            if (await TryReadAsync(source, child.Digest.ToString(), cancellationToken) is { } manifest && EvidenceKind.HoldsProvenance(manifest))
                yield return RequiredEvidence.Provenance;

        var attestation = CosignTags.GetTag(digest, CosignTags.Attestation);
        if (await source.ResolveAsync(attestation, cancellationToken) is not null
            && await TryReadAsync(source, attestation, cancellationToken) is { } statements && EvidenceKind.IsCosignProvenance(statements))
            yield return RequiredEvidence.Provenance;
    }

    /// <returns><c>null</c> where it is gone, or no manifest.</returns>
    private static async Task<Manifest?> TryReadAsync(IImageSource source, string tagOrDigest, CancellationToken cancellationToken)
    {
        try
        {
            return (await source.GetManifestAsync(tagOrDigest, cancellationToken)).Parse();
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.NotFound or ErrorKind.Usage)
        {
            return null;
        }
    }
}
