using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Signing.Attachments;

namespace Plimsoll.Publishing.Attachments;

/// <summary>Whether there is a statement of some kind about an image, whoever made and signed it, with as few requests as that takes.</summary>
/// <param name="source">Where the image is.</param>
/// <param name="isWanted">Whether a type of statement is of that kind.</param>
internal sealed class StatementFinder(IImageSource source, Func<string?, bool> isWanted)
{
    /// <summary>Lists tell the type of a statement; of those that do not, no more are read for one image.</summary>
    private const int MostRead = 32;

    /// <summary>Whether statements are about an image: about itself, or about each image in its index.</summary>
    /// <param name="root">Its manifest or index.</param>
    /// <param name="attachments">What there is.</param>
    /// <param name="isWanted">Whether a type of statement is of the kind that is asked for.</param>
    public static bool Covers(ManifestContent root, IEnumerable<Attachment> attachments, Func<string?, bool> isWanted)
    {
        var subjects = attachments.Where(attachment => isWanted(attachment.PredicateType)).Select(attachment => attachment.Subject).ToHashSet();
        return subjects.Contains(root.Descriptor.Digest) || (ImagesOf(root) is { Count: > 0 } images && images.All(image => subjects.Contains(image.Digest)));
    }

    /// <summary>Whether there is one about the image itself, or one about each image in its index.</summary>
    /// <param name="root">Its manifest or index.</param>
    /// <param name="referrers">Whether what refers to the image counts, and what cosign keeps under tags. What the index lists always does.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<bool> IsThereAsync(ManifestContent root, bool referrers, CancellationToken cancellationToken)
    {
        if (referrers && await IsAboutAsync(root.Descriptor.Digest, cancellationToken))
            return true;

        var images = ImagesOf(root);
        foreach (var image in images)
            if (!await IsInIndexAsync((ImageIndex)root.Parse(), image.Digest, cancellationToken) && !(referrers && await IsAboutAsync(image.Digest, cancellationToken)))
                return false;
        return images.Count > 0;
    }

    /// <summary>Whether something that refers to a manifest is one, or cosign keeps one under its tag.</summary>
    public async Task<bool> IsAboutAsync(Digest subject, CancellationToken cancellationToken)
    {
        if (source is not IReferrerSource referrers)
            return false;

        var listed = await referrers.FindReferrersAsync(subject, artifactType: null, cancellationToken);
        if (listed.Any(entry => AttachmentClassifier.FindPredicate(entry) is { } predicate && isWanted(predicate)))
            return true;
        foreach (var entry in listed.Where(entry => MediaTypes.IsManifest(entry.MediaType) && AttachmentClassifier.FindPredicate(entry) is null).Take(MostRead))
            if (await IsWantedAsync(entry.Digest, subject, tag: null, cancellationToken))
                return true;

        var tag = CosignTags.GetTag(subject, CosignTags.Attestation);
        return await source.FindAsync(tag, cancellationToken) is { } tagged && await IsWantedAsync(tagged.Digest, subject, tag, cancellationToken);
    }

    private async Task<bool> IsInIndexAsync(ImageIndex index, Digest subject, CancellationToken cancellationToken)
    {
        foreach (var entry in index.Manifests.Where(entry => Attestations.IsAttestation(entry) && Attestations.SubjectOf(entry) == subject.ToString()))
            if (await IsWantedAsync(entry.Digest, subject, tag: null, cancellationToken))
                return true;
        return false;
    }

    private async Task<bool> IsWantedAsync(Digest manifest, Digest subject, string? tag, CancellationToken cancellationToken)
    {
        try
        {
            var content = await source.GetManifestAsync(manifest.ToString(), cancellationToken);
            return Referrer.TryParse(content) is { } parsed && AttachmentClassifier.Classify(content.Descriptor, parsed, subject, tag).Any(attachment => isWanted(attachment.PredicateType));
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.NotFound or ErrorKind.Usage)
        {
            // A list may be older than what it lists.
            return false;
        }
    }

    private static List<Descriptor> ImagesOf(ManifestContent root) => root.Parse() is ImageIndex index ? [.. Attestations.ImagesOf(index)] : [];
}
