using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>What becomes of layers that are not where their image is.</summary>
internal static class ForeignLayers
{
    /// <summary>
    /// The blobs that the manifests name, each once. One that any of them names as its own is not foreign.
    /// </summary>
    /// <exception cref="PlimsollException">They do not agree on a blob's size (exit code 2).</exception>
    public static IReadOnlyList<Descriptor> GetBlobs(IEnumerable<ManifestContent> manifests) =>
        [.. manifests.SelectMany(manifest => manifest.Parse().Blobs).GroupBy(blob => blob.Digest).Select(One)];

    private static Descriptor One(IGrouping<Digest, Descriptor> same) => same.All(blob => blob.Size == same.First().Size)
        ? same.FirstOrDefault(blob => !blob.IsForeign) ?? same.First()
        : throw PlimsollException.Usage($"The blob {same.Key} is listed with two different sizes.", Manifest.Hostile);

    /// <summary>Opens a blob at its source; a foreign one that the source has not, where its addresses lead.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="sink">Where it goes, which can follow the addresses where the source cannot; <c>null</c> where there is none.</param>
    /// <param name="blob">The blob.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async ValueTask<Stream> OpenAsync(IImageSource source, IImageSink? sink, Descriptor blob, CancellationToken cancellationToken)
    {
        if (!blob.IsForeign)
            return await source.OpenBlobAsync(blob, cancellationToken);

        if (source is not IImageSink store || await store.HasBlobAsync(blob, cancellationToken))
        {
            try
            {
                return await source.OpenBlobAsync(blob, cancellationToken);
            }
            catch (PlimsollException exception) when (exception.Kind == ErrorKind.NotFound)
            {
                // Then it is where its addresses say.
            }
        }

        var reader = source as IForeignLayerReader ?? sink as IForeignLayerReader
            ?? throw PlimsollException.NotFound($"The foreign layer {blob.Digest} is not in the source, and its URLs are followed only when copying from or to a registry.", "Copy the image from its registry with the setting 'foreign-layers', or copy it without foreign layers.");
        return await reader.OpenForeignLayerAsync(blob, cancellationToken);
    }
}
