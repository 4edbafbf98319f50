using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>
/// Carries along what refers to an image: signatures, SBOMs, attestations. Each goes as an image does, blobs first; the
/// destination lists it under its subject.
/// </summary>
internal static class ReferrerCopier
{
    /// <summary>Copies the referrers of an image whose manifests are there already, all but one at most.</summary>
    /// <param name="source">Where they are; one that is no <see cref="IReferrerSource"/> has none.</param>
    /// <param name="image">The image's manifest and those below it.</param>
    /// <param name="unwritten">The one of them that is not written yet, or <c>null</c>: some registries take nothing that refers to what they do not have.</param>
    /// <param name="sink">Where they go; one that is no <see cref="IReferrerSource"/> cannot hold them and gets none.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Receives each blob as it is done; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the copy; what is there stays.</param>
    /// <returns>The referrers, those nearest to the image first, and what became of each.</returns>
    /// <exception cref="PlimsollException">There are too many (exit code 2), or source or destination fail.</exception>
    public static async Task<IReadOnlyList<ReferrerCopy>> CopyAsync(
        IImageSource source,
        IReadOnlyList<ManifestContent> image,
        ManifestContent? unwritten,
        IImageSink sink,
        CopyOptions options,
        IProgress<BlobCopy>? progress,
        CancellationToken cancellationToken)
    {
        if (!options.Referrers || sink is not IReferrerSource destination || IsSamePlace(source, sink))
            return [];

        var copies = new List<ReferrerCopy>();
        var held = new Dictionary<Digest, IReadOnlyList<Descriptor>>();
        foreach (var referrer in await ReferrerCollector.CollectAsync(source, image, cancellationToken))
        {
            if (!held.TryGetValue(referrer.Subject, out var listed))
                held.Add(referrer.Subject, listed = await FindAsync(destination, referrer.Subject, cancellationToken));

            var descriptor = Referrer.Describe(referrer.Content);
            var isHeld = listed.Any(entry => entry.Digest == descriptor.Digest) && await HoldsAsync(sink, referrer, cancellationToken);
            if (!isHeld)
            {
                if (unwritten is not null)
                    await sink.PutManifestAsync(unwritten, tag: null, cancellationToken);
                unwritten = null;
                await ImageCopier.CopyAsync(source, referrer.Content, sink, options with { Referrers = false, WritesRoot = true }, progress, cancellationToken);
            }

            copies.Add(new ReferrerCopy(descriptor, referrer.Subject, isHeld ? BlobOutcome.Present : BlobOutcome.Sent) { Content = referrer.Content });
        }

        if (options.CosignTags && source is IReferrerSource && sink is IImageRepository repository)
            copies.AddRange(await CosignTags.CopyAsync(source, image, repository, options, progress, cancellationToken));
        return copies;
    }

    /// <summary>What the destination lists. Where it refuses to, as some do for what they do not have, all is sent.</summary>
    private static async ValueTask<IReadOnlyList<Descriptor>> FindAsync(IReferrerSource destination, Digest subject, CancellationToken cancellationToken)
    {
        try
        {
            return await destination.GetReferrersAsync(subject, artifactType: null, cancellationToken);
        }
        catch (PlimsollException exception) when (destination is IDestination && exception.Kind == ErrorKind.Authentication)
        {
            return [];
        }
    }

    /// <summary>A list can be stale, and a layout is only files: somebody may have deleted some.</summary>
    private static async Task<bool> HoldsAsync(IImageSink sink, CollectedReferrer referrer, CancellationToken cancellationToken)
    {
        if (sink is not IImageSource source || await source.FindAsync(referrer.Content.Descriptor.Digest.ToString(), cancellationToken) is null)
            return false;

        // A registry that holds the manifest holds all it names.
        if (sink is INamedRepository)
            return true;

        foreach (var blob in referrer.Manifests.SelectMany(manifest => manifest.Parse().Blobs))
            if (!await sink.HasBlobAsync(blob, cancellationToken))
                return false;
        return true;
    }

    /// <summary>Giving an image of a repository another tag there leaves its referrers where they are.</summary>
    private static bool IsSamePlace(IImageSource source, IImageSink sink) =>
        ReferenceEquals(source, sink) || (source is INamedRepository { Name: var from } && sink is INamedRepository { Name: var to } && from == to);
}
