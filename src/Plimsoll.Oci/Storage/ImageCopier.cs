using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>
/// Copies an image from any source to any sink, byte for byte: blobs first, several at a time and each once, then the
/// manifests an index lists, its own manifest last, then what refers to any of them. What a registry holds already is not
/// looked at again. Tags are left to the caller.
/// </summary>
public static class ImageCopier
{
    /// <summary>How many blobs are copied at a time.</summary>
    public const int DefaultParallelism = 4;

    /// <summary>The most manifests of one image; one for a hundred platforms has some hundred with attestations.</summary>
    private const int MaximumManifests = 4096;

    /// <summary>The most bytes of all manifests of one image, which are kept in memory; those of a large one are a megabyte.</summary>
    private const long MaximumBytes = 64 * 1024 * 1024;

    /// <summary>How deep indexes may nest.</summary>
    internal const int MaximumDepth = 8;

    /// <summary>Copies <paramref name="root"/> and all it names.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="root">The image's manifest or index.</param>
    /// <param name="sink">Where it goes.</param>
    /// <param name="progress">Receives each blob as it is done; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the copy; blobs that are there stay.</param>
    public static Task<CopyReport> CopyAsync(
        IImageSource source,
        ManifestContent root,
        IImageSink sink,
        IProgress<BlobCopy>? progress,
        CancellationToken cancellationToken) =>
        CopyAsync(source, root, sink, new CopyOptions(), progress, cancellationToken);

    /// <summary>Copies <paramref name="root"/> and all it names.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="root">The image's manifest or index.</param>
    /// <param name="sink">Where it goes.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Receives each blob as it is done; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the copy; blobs that are there stay.</param>
    public static async Task<CopyReport> CopyAsync(
        IImageSource source,
        ManifestContent root,
        IImageSink sink,
        CopyOptions options,
        IProgress<BlobCopy>? progress,
        CancellationToken cancellationToken)
    {
        if (!options.IncludeForeignLayers && await IsInRegistryAsync(sink, root, cancellationToken))
            return await CopyPresentAsync(source, root, sink, options, progress, cancellationToken);

        var manifests = await CollectAsync(source, root, cancellationToken);
        var blobs = ForeignLayers.GetBlobs(manifests);
        var outcomes = new BlobCopy[blobs.Count];
        var queue = new BlobQueue(blobs);
        var mountFrom = MountCandidates(source, sink, options);
        var route = sink is INamedRepository ? BlobRoute.Push : source is INamedRepository ? BlobRoute.Pull : BlobRoute.Local;
        var workers = Math.Min(options.Parallelism ?? GetParallelism(sink), blobs.Count);
        await Parallel.ForAsync(0, workers, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, workers), CancellationToken = cancellationToken }, async (worker, token) =>
        {
            while (queue.TryTake(takesSmall: worker == 1, out var index))
            {
                token.ThrowIfCancellationRequested();
                outcomes[index] = options.IncludeForeignLayers || !blobs[index].IsForeign
                    ? await CopyBlobAsync(source, blobs[index], sink, mountFrom, token) with { Route = route }
                    : new BlobCopy(blobs[index], BlobOutcome.Foreign);
                progress?.Report(outcomes[index]);
            }
        });

        foreach (var manifest in options.WritesRoot ? manifests : manifests.Where(manifest => manifest != root))
            await sink.PutManifestAsync(manifest, tag: null, cancellationToken);

        return new CopyReport(outcomes) { Manifests = manifests, Referrers = await ReferrerCopier.CopyAsync(source, manifests, options.WritesRoot ? null : root, sink, options, progress, cancellationToken) };
    }

    /// <summary>Reports on an image that is at its destination already, and carries along what refers to it and may be new.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="root">The image's manifest or index.</param>
    /// <param name="sink">Where it is, too.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Receives each blob of a referrer as it is done; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the copy.</param>
    public static async Task<CopyReport> CopyPresentAsync(
        IImageSource source,
        ManifestContent root,
        IImageSink sink,
        CopyOptions options,
        IProgress<BlobCopy>? progress,
        CancellationToken cancellationToken)
    {
        var manifests = await CollectAsync(source, root, cancellationToken);
        return new CopyReport([.. ForeignLayers.GetBlobs(manifests).Select(blob => new BlobCopy(blob, blob.IsForeign ? BlobOutcome.Foreign : BlobOutcome.Present))])
        {
            Manifests = manifests,
            Referrers = await ReferrerCopier.CopyAsync(source, manifests, unwritten: null, sink, options, progress, cancellationToken),
        };
    }

    /// <summary>
    /// The root and every manifest below it, each once: children before the index that lists them, and what an index lists before
    /// what refers to it, because some registries take nothing that refers to what they do not have.
    /// </summary>
    /// <exception cref="PlimsollException">An index nests too deep, lists too many or too large ones, or is wrong about one's size (exit code 2).</exception>
    public static async Task<IReadOnlyList<ManifestContent>> CollectAsync(IImageSource source, ManifestContent root, CancellationToken cancellationToken)
    {
        var collected = new List<ManifestContent>();
        var known = new HashSet<Digest> { root.Descriptor.Digest };
        long bytes = root.Bytes.Length;
        await VisitAsync(root, depth: 0);
        return SubjectsFirst(root, collected);

        async Task VisitAsync(ManifestContent manifest, int depth)
        {
            if (depth > MaximumDepth)
                throw PlimsollException.Usage($"The index {root.Descriptor.Digest} is nested too deeply.");

            foreach (var child in manifest.Parse().Children.Where(child => MediaTypes.IsManifest(child.MediaType) && known.Add(child.Digest)))
                if (known.Count > MaximumManifests)
                    throw PlimsollException.Usage($"The index {root.Descriptor.Digest} lists more than {MaximumManifests} manifests.");
                else
                    await VisitAsync(await ReadAsync(child), depth + 1);

            collected.Add(manifest);
        }

        async Task<ManifestContent> ReadAsync(Descriptor child)
        {
            var content = await source.GetManifestAsync(child.Digest.ToString(), cancellationToken);
            if (content.Bytes.Length != child.Size)
                throw new ContentMismatchException(child, $"it has {content.Bytes.Length} bytes instead of the {child.Size} bytes in the index");

            bytes += content.Bytes.Length;
            return bytes <= MaximumBytes
                ? content
                : throw PlimsollException.Usage($"The manifests of the index {root.Descriptor.Digest} are larger than {MaximumBytes / (1024 * 1024)} MiB together.");
        }
    }

    /// <summary>BuildKit's attestations have a <c>subject</c> since 0.32, and nothing keeps an index from listing them first.</summary>
    private static List<ManifestContent> SubjectsFirst(ManifestContent root, List<ManifestContent> collected)
    {
        if (collected.Count < 3)
            return collected;

        var parsed = collected.ToDictionary(manifest => manifest.Descriptor.Digest, manifest => (Content: manifest, Parsed: manifest.Parse()));
        if (parsed.Values.All(manifest => manifest.Parsed.Subject is null))
            return collected;

        var (ordered, begun) = (new List<ManifestContent>(collected.Count), new HashSet<Digest>());
        Add(root.Descriptor.Digest);
        return ordered;

        // An index that is begun is not begun again for what it lists and what refers to it.
        void Add(Digest digest)
        {
            if (!parsed.TryGetValue(digest, out var manifest) || !begun.Add(digest))
                return;

            if (manifest.Parsed.Subject is { } subject)
                Add(subject.Digest);
            foreach (var child in manifest.Parsed.Children)
                Add(child.Digest);
            ordered.Add(manifest.Content);
        }
    }

    /// <summary>A registry that holds the manifest holds all it names: it would have refused it otherwise. A layout is only files.</summary>
    internal static async ValueTask<bool> IsInRegistryAsync(IImageSink sink, ManifestContent root, CancellationToken cancellationToken) =>
        sink is INamedRepository and IImageSource there && await there.FindAsync(root.Descriptor.Digest.ToString(), cancellationToken) is not null;

    /// <summary>How many requests are worth making at a time.</summary>
    internal static int GetParallelism(IImageSink sink) => (sink as IBlobReceiver)?.MaximumParallelism ?? DefaultParallelism;

    /// <summary>The repositories that blobs are tried to be taken over from, most likely first.</summary>
    internal static IReadOnlyList<string> MountCandidates(IImageSource source, IImageSink sink, CopyOptions options) =>
        source is INamedRepository { Name: var from } && sink is INamedRepository { Name: var to } && from.Registry == to.Registry && from.Repository != to.Repository
            ? [from.Repository, .. options.MountFrom.Where(name => name != from.Repository)]
            : options.MountFrom;

    private static async Task<BlobCopy> CopyBlobAsync(
        IImageSource source,
        Descriptor blob,
        IImageSink sink,
        IReadOnlyList<string> mountFrom,
        CancellationToken cancellationToken)
    {
        BlobOpener open = token => ForeignLayers.OpenAsync(source, sink, blob, token);
        if (sink is IBlobReceiver receiver)
            return await receiver.EnsureBlobAsync(blob, mountFrom, open, cancellationToken);

        if (await sink.HasBlobAsync(blob, cancellationToken))
            return new BlobCopy(blob, BlobOutcome.Present);

        if (sink is IBlobMounter mounter)
            foreach (var repository in mountFrom)
                if (await mounter.TryMountBlobAsync(blob, repository, cancellationToken))
                    return new BlobCopy(blob, BlobOutcome.Mounted) { MountedFrom = repository };

        await sink.PutBlobAsync(blob, open, cancellationToken);
        return new BlobCopy(blob, BlobOutcome.Sent);
    }

    /// <summary>
    /// The largest first, because a copy takes as long as its last blob; one worker takes the smallest, so that small
    /// blobs do not queue behind large ones.
    /// </summary>
    private sealed class BlobQueue(IReadOnlyList<Descriptor> blobs)
    {
        private readonly Lock _lock = new();
        private readonly int[] _order = [.. Enumerable.Range(0, blobs.Count).OrderByDescending(index => blobs[index].Size)];
        private int _first;
        private int _end = blobs.Count;

        public bool TryTake(bool takesSmall, out int index)
        {
            lock (_lock)
            {
                index = _first == _end ? -1 : takesSmall ? _order[--_end] : _order[_first++];
                return index >= 0;
            }
        }
    }
}
