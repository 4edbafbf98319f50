using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Signing.Attachments;

namespace Plimsoll.Publishing.Attachments;

/// <summary>Lists what says something about an image: what refers to it or to an image in its index, attestations in the index, and what cosign keeps under tags.</summary>
/// <param name="source">Where the image is.</param>
internal sealed class ReferrerFinder(IImageSource source)
{
    /// <summary>More than any image has attached; what a registry lists beyond is not read.</summary>
    private const int MostReferrers = 1000;

    /// <summary>Lists them: those of the image first, then those of each image in its index.</summary>
    /// <param name="root">The image's manifest or index.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<FoundReferrer>> ListAsync(ManifestContent root, CancellationToken cancellationToken)
    {
        var found = new List<FoundReferrer>();
        var entries = (root.Parse() as ImageIndex)?.Manifests ?? [];
        foreach (var subject in entries.Where(entry => !Attestations.IsAttestation(entry) && MediaTypes.IsManifest(entry.MediaType)).Select(entry => entry.Digest).Prepend(root.Descriptor.Digest).Distinct())
        {
            await AddReferrersAsync(found, subject, cancellationToken);
            foreach (var entry in entries.Where(entry => Attestations.IsAttestation(entry) && Attestations.SubjectOf(entry) == subject.ToString()))
                await AddAsync(found, entry, subject, tag: null, cancellationToken);
        }

        await AddTaggedAsync(found, root, cancellationToken);
        return [.. found.DistinctBy(referrer => (referrer.Manifest.Digest, referrer.Tag))];
    }

    private async Task AddReferrersAsync(List<FoundReferrer> found, Digest subject, CancellationToken cancellationToken)
    {
        if (source is IReferrerSource referrers)
            foreach (var referrer in (await referrers.FindReferrersAsync(subject, artifactType: null, cancellationToken)).Take(MostReferrers))
                await AddAsync(found, referrer, subject, tag: null, cancellationToken);
    }

    private async Task AddTaggedAsync(List<FoundReferrer> found, ManifestContent root, CancellationToken cancellationToken)
    {
        if (source is IReferrerSource)
            foreach (var (tag, subject, manifest) in await CosignTags.FindAsync(source, [root], cancellationToken))
                await AddAsync(found, manifest, subject, tag, cancellationToken);
    }

    /// <summary>The lists of some registries and clients drop annotations, so that the artifact itself is asked; one that is gone is listed by what the list says.</summary>
    private async Task AddAsync(List<FoundReferrer> found, Descriptor entry, Digest subject, string? tag, CancellationToken cancellationToken)
    {
        IReadOnlyList<Attachment> attachments = [];
        try
        {
            if (MediaTypes.IsManifest(entry.MediaType) && await source.GetManifestAsync(entry.Digest.ToString(), cancellationToken) is var content && Referrer.TryParse(content) is { } manifest)
            {
                attachments = AttachmentClassifier.Classify(content.Descriptor, manifest, subject, tag);
                entry = Referrer.Describe(content);
            }
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.NotFound or ErrorKind.Usage)
        {
            // A list may be older than what it lists.
        }

        found.Add(new FoundReferrer(entry, subject, attachments) { Tag = tag });
    }
}
