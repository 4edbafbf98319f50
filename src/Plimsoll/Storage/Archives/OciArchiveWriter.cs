using Plimsoll.Images;

namespace Plimsoll.Storage.Archives;

/// <summary>
/// Writes an image, or an index with all it lists, as the tar of an OCI layout (OCI image-spec, image-layout.md). Blobs
/// are streamed as they are; the same image and tag give the same bytes.
/// </summary>
public static class OciArchiveWriter
{
    /// <summary>Writes one image; foreign layers stay where they are.</summary>
    /// <param name="destination">Where the tar goes; it need not be seekable and is left open.</param>
    /// <param name="source">Where manifests and blobs are read from.</param>
    /// <param name="root">The manifest or index.</param>
    /// <param name="tag">The tag it gets, or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops the writing; the destination then holds an incomplete tar.</param>
    public static Task WriteAsync(Stream destination, IImageSource source, ManifestContent root, string? tag, CancellationToken cancellationToken) =>
        WriteAsync(destination, source, root, tag, includeForeignLayers: false, cancellationToken);

    /// <summary>Writes one image.</summary>
    /// <param name="destination">Where the tar goes; it need not be seekable and is left open.</param>
    /// <param name="source">Where manifests and blobs are read from.</param>
    /// <param name="root">The manifest or index.</param>
    /// <param name="tag">The tag it gets, or <c>null</c>.</param>
    /// <param name="includeForeignLayers">Whether foreign layers are fetched and written too.</param>
    /// <param name="cancellationToken">Stops the writing; the destination then holds an incomplete tar.</param>
    public static async Task WriteAsync(Stream destination, IImageSource source, ManifestContent root, string? tag, bool includeForeignLayers, CancellationToken cancellationToken)
    {
        var archive = new ArchiveStream(destination);
        var manifests = await ImageCopier.CollectAsync(source, root, cancellationToken);
        await archive.WriteFileAsync("oci-layout", ArchiveStream.LayoutMarker, cancellationToken);
        await archive.WriteFileAsync("index.json", Index(root.Descriptor, tag).Serialize().Bytes, cancellationToken);
        foreach (var manifest in manifests.DistinctBy(manifest => manifest.Descriptor.Digest))
            await archive.WriteFileAsync(ArchiveStream.PathOf(manifest.Descriptor), manifest.Bytes, cancellationToken);
        foreach (var blob in ForeignLayers.BlobsOf(manifests).Where(blob => includeForeignLayers || !blob.IsForeign))
            await archive.WriteBlobAsync(source, blob, cancellationToken);
        await archive.EndAsync(cancellationToken);
    }

    private static ImageIndex Index(Descriptor root, string? tag) =>
        new([
            new Descriptor(root.MediaType, root.Digest, root.Size)
            {
                Annotations = tag is null ? null : new SortedDictionary<string, string>(StringComparer.Ordinal) { [Layout.LayoutIndex.RefName] = tag },
            },
        ])
        {
            MediaType = MediaTypes.OciIndex,
        };
}
