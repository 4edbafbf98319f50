using System.Runtime.CompilerServices;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Signing.Attachments;

/// <summary>
/// Finds everything that is attached to an image: under cosign's tags, as referrers, and in the image's own index. Each place is
/// asked only when the caller goes on, so that whoever has what it needs causes no further requests.
/// </summary>
internal static class AttachmentFinder
{
    /// <summary>More than any image has attached: each is a request.</summary>
    private const int MostReferrers = 250;

    /// <summary>Lists what is attached to one manifest; not what is attached to the manifests that it lists.</summary>
    /// <param name="source">Where the image is. One that knows no referrers has only tags and the index.</param>
    /// <param name="image">The image, or an index.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">
    /// The registry refuses or fails; or, behind all others, there are more referrers than are read (exit code 3). What is gone or no manifest is
    /// passed over.
    /// </exception>
    public static async IAsyncEnumerable<Attachment> FindAsync(IImageSource source, ManifestContent image, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var digest = image.Descriptor.Digest;
        foreach (var signature in await UnderTagAsync(source, digest, CosignTags.Signature, cancellationToken))
            yield return signature;

        // The lists of some registries and clients drop annotations, so that the artifact itself is asked. What is signed comes first: any
        // number of other things cannot hide it.
        var isCut = false;
        if (source is IReferrerSource referrers)
        {
            var all = (await referrers.GetReferrersAsync(digest, artifactType: null, cancellationToken)).Where(listed => MediaTypes.IsManifest(listed.MediaType)).ToList();
            isCut = all.Count > MostReferrers;
            foreach (var listed in all.OrderBy(AttachmentClassifier.GetOrder).Take(MostReferrers))
                if (await TryReadAsync(source, listed.Digest, cancellationToken) is { } referrer && referrer.Parsed.Subject?.Digest == digest)
                    foreach (var attachment in AttachmentClassifier.Classify(referrer.Descriptor, referrer.Parsed, digest))
                        yield return attachment;
        }

        foreach (var child in image.Parse().Children.Where(Attestations.IsAttestation))
            if (Digest.TryParse(Attestations.SubjectOf(child), out var subject) && await TryReadAsync(source, child.Digest, cancellationToken) is { } found)
                foreach (var attachment in AttachmentClassifier.Classify(found.Descriptor, found.Parsed, subject))
                    yield return attachment;

        foreach (var statement in await UnderTagAsync(source, digest, CosignTags.Attestation, cancellationToken))
            yield return statement;
        foreach (var sbom in await UnderTagAsync(source, digest, CosignTags.Sbom, cancellationToken))
            yield return sbom;
        if (isCut)
            throw new PlimsollException(
                ErrorKind.Policy,
                $"More than {MostReferrers} artifacts refer to {digest}, and the others were not read: they may contain what was looked for.",
                "Delete those that are not needed; 'plimsoll inspect' with the setting 'referrers' lists them.");
    }

    /// <summary>One for each layer under a tag; one without content where there is something that has none.</summary>
    private static async Task<IReadOnlyList<Attachment>> UnderTagAsync(IImageSource source, Digest image, string suffix, CancellationToken cancellationToken)
    {
        var tag = CosignTags.GetTag(image, suffix);
        return await source.ResolveAsync(tag, cancellationToken) is { } there && await TryReadAsync(source, there.Digest, cancellationToken) is { } found
            ? AttachmentClassifier.Classify(found.Descriptor, found.Parsed, image, tag)
            : [];
    }

    /// <returns><c>null</c> where it is gone, or no manifest.</returns>
    private static async Task<(Descriptor Descriptor, Manifest Parsed)?> TryReadAsync(IImageSource source, Digest digest, CancellationToken cancellationToken)
    {
        try
        {
            var content = await source.GetManifestAsync(digest.ToString(), cancellationToken);
            return (content.Descriptor, content.Parse());
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.NotFound or ErrorKind.Usage)
        {
            return null;
        }
    }
}
