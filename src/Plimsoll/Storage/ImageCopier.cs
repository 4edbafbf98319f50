using Plimsoll.Images;

namespace Plimsoll.Storage;

/// <summary>
/// Copies an image from any source to any sink, byte for byte: blobs first, several at a time and each once, then the
/// manifests an index lists, its own manifest last. Tags are left to the caller.
/// </summary>
public static class ImageCopier
{
    /// <summary>How many blobs are copied at a time.</summary>
    public const int DefaultParallelism = 4;

    /// <summary>Copies <paramref name="root"/> and all it names.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="root">The image's manifest or index.</param>
    /// <param name="sink">Where it goes.</param>
    /// <param name="progress">Is told of each blob as it is done; may be <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the copy; blobs that are there stay.</param>
    public static async Task<CopyReport> CopyAsync(
        IImageSource source,
        ManifestContent root,
        IImageSink sink,
        IProgress<BlobCopy>? progress,
        CancellationToken cancellationToken)
    {
        var manifests = await CollectAsync(source, root, cancellationToken);
        var blobs = manifests.SelectMany(manifest => manifest.Parse().Blobs).DistinctBy(blob => blob.Digest).ToList();
        var outcomes = new BlobCopy[blobs.Count];

        // The largest first: the copy takes as long as its last blob, and a large one must not start last.
        var order = Enumerable.Range(0, blobs.Count).OrderByDescending(index => blobs[index].Size);
        var options = new ParallelOptions { MaxDegreeOfParallelism = DefaultParallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(order, options, async (index, token) =>
        {
            outcomes[index] = new BlobCopy(blobs[index], await CopyBlobAsync(source, blobs[index], sink, token));
            progress?.Report(outcomes[index]);
        });

        foreach (var manifest in manifests)
            await sink.PutManifestAsync(manifest, tag: null, cancellationToken);

        return new CopyReport(outcomes);
    }

    /// <summary>The root and every manifest below it, children before the index that lists them, each once.</summary>
    /// <exception cref="PlimsollException">An index lists itself or nests too deep (exit code 2).</exception>
    public static async Task<IReadOnlyList<ManifestContent>> CollectAsync(IImageSource source, ManifestContent root, CancellationToken cancellationToken)
    {
        var collected = new List<ManifestContent>();
        await VisitAsync(root, depth: 0);
        return collected;

        async Task VisitAsync(ManifestContent manifest, int depth)
        {
            if (depth > 8)
                throw PlimsollException.Usage($"The index {root.Descriptor.Digest} nests too deep.");

            foreach (var child in manifest.Parse().Children)
                if (MediaTypes.IsManifest(child.MediaType) && collected.All(known => known.Descriptor.Digest != child.Digest))
                    await VisitAsync(await source.GetManifestAsync(child.Digest.ToString(), cancellationToken), depth + 1);

            collected.Add(manifest);
        }
    }

    private static async Task<BlobOutcome> CopyBlobAsync(IImageSource source, Descriptor blob, IImageSink sink, CancellationToken cancellationToken)
    {
        if (await sink.HasBlobAsync(blob, cancellationToken))
            return BlobOutcome.Present;

        await sink.PutBlobAsync(blob, token => source.OpenBlobAsync(blob, token), cancellationToken);
        return BlobOutcome.Sent;
    }
}
