using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Archives;

/// <summary>
/// Writes an image, or an index with all it lists, as the tar of an OCI layout (OCI image-spec, image-layout.md). Blobs
/// are streamed as they are; the same image and tag give the same bytes.
/// </summary>
public static class OciArchiveWriter
{
    /// <summary>Writes one image without what refers to it and without foreign layers.</summary>
    /// <param name="destination">Where the tar goes; it need not be seekable and is left open.</param>
    /// <param name="source">Where manifests and blobs are read from.</param>
    /// <param name="root">The manifest or index.</param>
    /// <param name="tag">The tag it gets, or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the writing; the destination then holds an incomplete tar.</param>
    public static async Task WriteAsync(Stream destination, IImageSource source, ManifestContent root, string? tag, CancellationToken cancellationToken) =>
        await WriteAsync(destination, source, root, tag, new CopyOptions { Referrers = false }, cancellationToken);

    /// <summary>Writes one image and, where asked for, what refers to it, as entries without a tag but those that cosign keeps under tags, and its foreign layers.</summary>
    /// <param name="destination">Where the tar goes; it need not be seekable and is left open.</param>
    /// <param name="source">Where manifests and blobs are read from.</param>
    /// <param name="root">The manifest or index.</param>
    /// <param name="tag">The tag it gets, or <c>null</c>.</param>
    /// <param name="options">How; only <see cref="CopyOptions.Referrers"/> and <see cref="CopyOptions.IncludeForeignLayers"/> play a part.</param>
    /// <param name="cancellationToken">Stops the writing; the destination then holds an incomplete tar.</param>
    /// <returns>The referrers that were written.</returns>
    public static async Task<IReadOnlyList<ReferrerCopy>> WriteAsync(
        Stream destination,
        IImageSource source,
        ManifestContent root,
        string? tag,
        CopyOptions options,
        CancellationToken cancellationToken)
    {
        var archive = new ArchiveStream(destination);
        var image = await ImageCopier.CollectAsync(source, root, cancellationToken);
        var referrers = options.Referrers ? await ReferrerCollector.CollectAsync(source, image, cancellationToken) : [];
        var tagged = options.Referrers && source is IReferrerSource ? await ReadTaggedAsync(source, image, cancellationToken) : [];
        List<ReferrerCopy> carried = [.. referrers.Select(referrer => new ReferrerCopy(Referrer.Describe(referrer.Content), referrer.Subject, BlobOutcome.Sent) { Content = referrer.Content }), .. tagged];
        var manifests = image.Concat(referrers.SelectMany(referrer => referrer.Manifests)).Concat(tagged.Select(copy => copy.Content!)).ToList();
        await archive.WriteFileAsync("oci-layout", ArchiveStream.LayoutMarker, cancellationToken);
        await archive.WriteFileAsync("index.json", Index(root.Descriptor, tag, carried).Serialize().Bytes, cancellationToken);
        foreach (var manifest in manifests.DistinctBy(manifest => manifest.Descriptor.Digest))
            await archive.WriteFileAsync(ArchiveStream.GetPath(manifest.Descriptor), manifest.Bytes, cancellationToken);
        foreach (var blob in ForeignLayers.GetBlobs(manifests).Where(blob => options.IncludeForeignLayers || !blob.IsForeign))
            await archive.WriteBlobAsync(source, blob, cancellationToken);
        await archive.EndAsync(cancellationToken);
        return carried;
    }

    /// <summary>What cosign keeps under tags.</summary>
    private static async Task<List<ReferrerCopy>> ReadTaggedAsync(IImageSource source, IReadOnlyList<ManifestContent> image, CancellationToken cancellationToken)
    {
        var read = new List<ReferrerCopy>();
        foreach (var (tag, subject, manifest) in await CosignTags.FindAsync(source, image, cancellationToken))
        {
            var content = await source.GetManifestAsync(manifest.Digest.ToString(), cancellationToken);
            read.Add(new ReferrerCopy(Referrer.Describe(content), subject, BlobOutcome.Sent) { Tag = tag, Content = content });
        }

        return read;
    }

    private static ImageIndex Index(Descriptor root, string? tag, IReadOnlyList<ReferrerCopy> referrers) =>
        new([
            Entry(root, tag),
            .. referrers.Select(copy => copy.Tag is null ? copy.Referrer : Entry(copy.Referrer, copy.Tag)),
        ])
        {
            MediaType = MediaTypes.OciIndex,
        };

    private static Descriptor Entry(Descriptor manifest, string? tag) => new(manifest.MediaType, manifest.Digest, manifest.Size)
    {
        Annotations = tag is null ? null : new SortedDictionary<string, string>(StringComparer.Ordinal) { [Plimsoll.Oci.Storage.Layout.LayoutIndex.RefName] = tag },
    };
}
