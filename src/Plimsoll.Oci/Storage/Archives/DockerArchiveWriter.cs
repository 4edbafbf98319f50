using System.Text.Json;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Archives;

/// <summary>
/// Writes an image as the tar that <c>docker load</c> reads. It has the shape that Docker itself writes since version
/// 25: an OCI layout with a <c>manifest.json</c> beside it, so that older engines find their file, newer ones keep the
/// manifest's digest, and reading it back gives the very same manifest. Blobs are written as they are and streamed; the
/// same image and names give the same bytes.
/// </summary>
public static class DockerArchiveWriter
{
    private const string ContainerdName = "io.containerd.image.name";

    /// <summary>Writes one image.</summary>
    /// <param name="destination">Where the tar goes; it need not be seekable and is left open.</param>
    /// <param name="source">Where the blobs are read from.</param>
    /// <param name="manifest">The manifest of an image for one platform.</param>
    /// <param name="names">The image's names, with <c>latest</c> for a missing tag; may be empty.</param>
    /// <param name="cancellationToken">Stops the writing; the destination then holds an incomplete tar.</param>
    /// <exception cref="PlimsollException">
    /// The manifest is an index or an artifact or has a foreign layer, or a name has only a digest (exit code 2); or the
    /// source fails.
    /// </exception>
    public static async Task WriteAsync(
        Stream destination,
        IImageSource source,
        ManifestContent manifest,
        IReadOnlyList<ImageReference> names,
        CancellationToken cancellationToken)
    {
        var image = Check(manifest);
        var tags = names.Select(WithTag).Distinct().ToList();

        var archive = new ArchiveStream(destination);
        await archive.WriteFileAsync("oci-layout", ArchiveStream.LayoutMarker, cancellationToken);
        await archive.WriteFileAsync("index.json", Index(manifest.Descriptor, tags).Serialize().Bytes, cancellationToken);
        await archive.WriteFileAsync("manifest.json", DockerManifest(image, tags), cancellationToken);
        await archive.WriteFileAsync(ArchiveStream.GetPath(manifest.Descriptor), manifest.Bytes, cancellationToken);
        foreach (var blob in image.Blobs)
            await archive.WriteBlobAsync(source, blob, cancellationToken);
        await archive.EndAsync(cancellationToken);
    }

    /// <summary>The name with <c>latest</c> for a missing tag.</summary>
    /// <exception cref="PlimsollException">The name has a digest, which no engine can give to an image (exit code 2).</exception>
    internal static ImageReference WithTag(ImageReference name) =>
        name.Digest is null
            ? name.WithTag(name.Tag ?? "latest")
            : throw PlimsollException.Usage($"'{name}' is not a valid name for an image in a Docker engine: it has a digest.", "Use a name with a tag.");

    private static ImageManifest Check(ManifestContent manifest)
    {
        var content = manifest.Parse();
        if (content is ImageIndex index)
            throw PlimsollException.Usage($"{manifest.Descriptor.Digest} is an index of several platforms; a Docker engine or a docker-archive can contain only one.", $"Choose one with the setting 'platform'. {PlatformSelector.Offer(index.Manifests)}");
        var image = (ImageManifest)content;

        if (image.Config.MediaType is not (MediaTypes.OciConfig or MediaTypes.DockerConfig))
            throw PlimsollException.Usage($"{manifest.Descriptor.Digest} is an artifact, not an image: its configuration is '{image.Config.MediaType}'.");

        // An engine looks for every layer in the archive.
        if (image.Blobs.FirstOrDefault(blob => blob.IsForeign) is { } foreign)
            throw PlimsollException.Usage($"{manifest.Descriptor.Digest} has the foreign layer {foreign.Digest}, but a docker-archive must contain all layers.", "Write it to a registry, oci:PATH or oci-archive:FILE.");

        // Engines address everything with sha256, and their archives have no other directory.
        if (image.Blobs.Prepend(manifest.Descriptor).FirstOrDefault(blob => blob.Digest.Algorithm != "sha256") is { } other)
            throw PlimsollException.Usage($"{other.Digest} cannot be written to a docker-archive: engines support sha256 only.");

        return image;
    }

    private static ImageIndex Index(Descriptor manifest, List<ImageReference> names) =>
        new(names.Count == 0
            ? [manifest with { Annotations = null }]
            : [.. names.Select(name => manifest with
            {
                Annotations = new Dictionary<string, string> { [ContainerdName] = name.ToString(), [Plimsoll.Oci.Storage.Layout.LayoutIndex.RefName] = name.Tag! },
            })])
        {
            MediaType = MediaTypes.OciIndex,
        };

    private static byte[] DockerManifest(ImageManifest image, List<ImageReference> names) =>
        JsonSerializer.SerializeToUtf8Bytes<IReadOnlyList<DockerArchiveItem>>(
            [
                new(
                    ArchiveStream.GetPath(image.Config),
                    names.Count == 0 ? null : [.. names.Select(name => name.Familiar)],
                    [.. image.Layers.Select(ArchiveStream.GetPath)]),
            ],
            ArchiveJson.Default.IReadOnlyListDockerArchiveItem);
}
