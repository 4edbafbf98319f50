using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>
/// Finds what refers to the manifests of an image, and what refers to that in turn. Depth and number are bounded, and
/// nothing is followed twice, because a registry can list whatever it likes.
/// </summary>
internal static class ReferrerCollector
{
    private const int MaximumDepth = 8;
    private const int MaximumCount = 4096;
    private const long MaximumBytes = 64 * 1024 * 1024;
    private const string Advice = "Copy the image without its referrers (the setting 'no-referrers').";

    /// <summary>The referrers of the manifests, those nearest to the image first; none where the source knows none.</summary>
    /// <exception cref="PlimsollException">There are too many, or they refer to each other too deep (exit code 2).</exception>
    public static async Task<IReadOnlyList<CollectedReferrer>> CollectAsync(IImageSource source, IReadOnlyList<ManifestContent> image, CancellationToken cancellationToken)
    {
        if (source is not IReferrerSource referrers)
            return [];

        var found = new List<CollectedReferrer>();
        var (looked, bytes) = (0, 0L);
        var seen = image.Select(manifest => manifest.Descriptor.Digest).ToHashSet();
        var level = image;
        for (var depth = 0; level.Count > 0; depth++)
        {
            var next = new List<ManifestContent>();
            foreach (var (subject, listed) in await ListAsync(referrers, level, cancellationToken))
                foreach (var entry in listed.Where(entry => seen.Add(entry.Digest)))
                {
                    if (depth == MaximumDepth)
                        throw PlimsollException.Usage($"The referrers of {image[^1].Descriptor.Digest} are nested more than {MaximumDepth} deep.", Advice);
                    if (++looked > MaximumCount)
                        throw TooMany(image[^1]);

                    if (await TryReadAsync(source, entry, subject, cancellationToken) is not { } referrer)
                        continue;

                    bytes += referrer.Manifests.Sum(manifest => (long)manifest.Bytes.Length);
                    if (bytes > MaximumBytes)
                        throw PlimsollException.Usage($"The referrers of {image[^1].Descriptor.Digest} are larger than {MaximumBytes / (1024 * 1024)} MiB together.", Advice);

                    found.Add(referrer);
                    next.AddRange(referrer.Manifests.Where(manifest => manifest == referrer.Content || seen.Add(manifest.Descriptor.Digest)));
                }

            level = next;
        }

        return found;
    }

    /// <summary>Asks for several manifests at a time; most have no referrers, and each answer is far away.</summary>
    private static async Task<IReadOnlyList<(Digest Subject, IReadOnlyList<Descriptor> Listed)>> ListAsync(
        IReferrerSource source,
        IReadOnlyList<ManifestContent> subjects,
        CancellationToken cancellationToken)
    {
        var answers = new (Digest, IReadOnlyList<Descriptor>)[subjects.Count];
        var count = 0;

        // The first answer tells whether there is such an API at all.
        answers[0] = await AskAsync(0, cancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = ImageCopier.DefaultParallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(1, subjects.Count, options, async (number, token) => answers[number] = await AskAsync(number, token));
        return answers;

        async Task<(Digest, IReadOnlyList<Descriptor>)> AskAsync(int number, CancellationToken token)
        {
            var digest = subjects[number].Descriptor.Digest;
            var listed = (await source.GetReferrersAsync(digest, artifactType: null, token)).Where(entry => MediaTypes.IsManifest(entry.MediaType));

            // All lists are kept until the last has come, and so without the annotations, which are in the manifests too.
            Descriptor[] bare = [.. listed.Select(entry => new Descriptor(entry.MediaType, entry.Digest, entry.Size))];
            return Interlocked.Add(ref count, bare.Length) <= MaximumCount
                ? (digest, bare)
                : throw TooMany(subjects[^1]);
        }
    }

    private static PlimsollException TooMany(ManifestContent image) =>
        PlimsollException.Usage($"{image.Descriptor.Digest} has more than {MaximumCount} referrers.", Advice);

    /// <summary>
    /// Reads a referrer. Lists under a tag grow stale: what they name may be deleted, and what does not really refer to
    /// the subject does not concern this image.
    /// </summary>
    private static async Task<CollectedReferrer?> TryReadAsync(IImageSource source, Descriptor entry, Digest subject, CancellationToken cancellationToken)
    {
        try
        {
            var content = await source.GetManifestAsync(entry.Digest.ToString(), cancellationToken);
            return Referrer.GetSubject(content) == subject
                ? new CollectedReferrer(content, subject, await ImageCopier.CollectAsync(source, content, cancellationToken))
                : null;
        }
        catch (PlimsollException exception) when (exception.Kind == ErrorKind.NotFound)
        {
            return null;
        }
    }
}
