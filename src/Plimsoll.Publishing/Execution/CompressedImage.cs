using System.Text.Json.Nodes;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Assembly;
using Plimsoll.Oci.Storage.Layers;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Sources;

namespace Plimsoll.Publishing.Execution;

/// <summary>
/// An image of the Docker Engine or of a docker-archive with its layers compressed, as a registry should hold them. Its
/// configuration stays the same bytes, and of its manifest only the descriptors of these layers change. A layer that the
/// destination has compressed already is not compressed again.
/// </summary>
/// <param name="host">What is remembered of layers, and where progress is reported.</param>
/// <param name="compression">Gzip or zstd.</param>
/// <param name="name">What the image is called, for the progress.</param>
/// <param name="destination">Where the image goes; <c>null</c> for a file that is written anew.</param>
internal sealed class CompressedImage(PlimsollHost host, LayerCompression compression, string name, IImageSink? destination) : IDisposable
{
    private readonly List<IDisposable> _files = [];

    /// <summary>Compresses what is not, where the source is one that holds layers uncompressed; any other image is given back as it is.</summary>
    /// <param name="host">What is remembered of layers, and where progress is reported.</param>
    /// <param name="image">The image, which what is given back owns; where this fails, it is closed.</param>
    /// <param name="compression">How.</param>
    /// <param name="name">What the image is called, for the progress.</param>
    /// <param name="destination">Where the image goes; <c>null</c> for a file that is written anew.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="PlimsollException">The source (2) or the destination (4, 7) cannot be read, or there is no room for temporary files (1).</exception>
    public static async Task<OpenedImage> CreateAsync(PlimsollHost host, OpenedImage image, LayerCompression compression, string name, IImageSink? destination, CancellationToken cancellationToken)
    {
        if (compression == LayerCompression.None || !HoldsPlainLayers(image.Source))
            return image;

        var compressed = new CompressedImage(host, compression, name, destination);
        try
        {
            return await compressed.CompressAsync(image, cancellationToken);
        }
        catch
        {
            compressed.Dispose();
            image.Dispose();
            throw;
        }
    }

    public void Dispose() => _files.ForEach(file => file.Dispose());

    /// <summary>Layouts, registries and OCI archives hold what somebody published, byte for byte.</summary>
    private static bool HoldsPlainLayers(IImageSource source) => source switch
    {
        ImageArchive archive => archive.IsDockerArchive,
        EditedImage edited => HoldsPlainLayers(edited.Before),
        _ => false,
    };

    private static bool IsPlain(Descriptor layer) => layer.MediaType is MediaTypes.OciLayer or MediaTypes.DockerLayer;

    private async Task<OpenedImage> CompressAsync(OpenedImage image, CancellationToken cancellationToken)
    {
        if (image.Manifest.Parse() is not ImageManifest manifest || !manifest.Layers.Any(IsPlain))
            return image;

        var plain = manifest.Layers.Where(IsPlain).DistinctBy(layer => layer.Digest).ToList();
        var blobs = new RememberedBlob[plain.Count];
        var edited = new EditedImage(image.Source);
        var missing = new List<int>();
        for (var index = 0; index < plain.Count; index++)
            if (await FindThereAsync(plain[index], cancellationToken) is { } there)
                blobs[index] = there;
            else
                missing.Add(index);

        // All of them first, so that the total is known from the beginning.
        foreach (var index in missing)
            Report(plain[index], 0);
        if (missing.Count > 0)
            host.Details?.Report($"compress {Quantity.Format(missing.Count, "layer")} of {name} with {compression.ToString().ToLowerInvariant()} ({missing.Sum(index => plain[index].Size):N0} bytes)");
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = ImageCopier.DefaultParallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(missing, parallel, async (index, token) =>
        {
            var (blob, file) = await CompressAsync(image.Source, plain[index], token);
            blobs[index] = blob;
            lock (edited)
                edited.Add(blob.For(plain[index]), () => new FileSlice(file.SafeFileHandle, 0, blob.Size));
        });

        foreach (var (layer, blob) in plain.Zip(blobs))
            host.Layers?.Remember(layer.Digest, blob);
        var content = Replace(image.Manifest, manifest, plain.Zip(blobs).ToDictionary(pair => pair.First.Digest, pair => pair.Second));
        edited.Add(content);
        return new OpenedImage(edited, content, this, image);
    }

    /// <summary>
    /// A blob that the layer was seen as before and that is at the destination. Where several are, it is always the same one of
    /// them, so that what is planned is what is sent.
    /// </summary>
    private async Task<RememberedBlob?> FindThereAsync(Descriptor layer, CancellationToken cancellationToken)
    {
        if (destination is null || host.Layers is not { } memory)
            return null;

        foreach (var blob in memory.Find(layer.Digest).Where(blob => blob.Compression == compression).OrderBy(blob => blob.Digest.Hex, StringComparer.Ordinal))
            if (await destination.HasBlobAsync(blob.For(layer), cancellationToken))
                return blob;
        return null;
    }

    private async Task<(RememberedBlob Blob, FileStream File)> CompressAsync(IImageSource source, Descriptor layer, CancellationToken cancellationToken)
    {
        var file = Spool.Create(Path.GetTempPath());
        lock (_files)
            _files.Add(file);
        await using var content = await source.OpenBlobAsync(layer, cancellationToken);
        var (digest, size) = await LayerCompressor.CompressAsync(content, compression, file, new LayerProgress(read => Report(layer, read)), cancellationToken);
        await file.FlushAsync(cancellationToken);
        return (new RememberedBlob(digest, size, compression), file);
    }

    private void Report(Descriptor layer, long read) => host.Transfers?.Report(new TransferProgress(name, layer, read, TransferDirection.Compression));

    private static ManifestContent Replace(ManifestContent content, ImageManifest manifest, Dictionary<Digest, RememberedBlob> blobs)
    {
        var root = ImageJson.Parse(content.Bytes, "manifest");
        foreach (var (layer, entry) in manifest.Layers.Zip((JsonArray)root["layers"]!).Where(pair => IsPlain(pair.First)))
        {
            var compressed = blobs[layer.Digest].For(layer);
            ImageJson.Point(entry!, compressed);
            entry!["mediaType"] = compressed.MediaType;
        }

        return ManifestContent.Create(content.Descriptor.MediaType, ConfigEditor.Serialize(root));
    }

    private sealed class LayerProgress(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
