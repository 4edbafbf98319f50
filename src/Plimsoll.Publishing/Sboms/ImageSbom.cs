using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Sboms;

/// <summary>Makes the SBOM of an image that Plimsoll or the SDK of .NET put together.</summary>
internal static class ImageSbom
{
    /// <summary>Makes it.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="root">Its manifest or index.</param>
    /// <param name="name">Its name without tag.</param>
    /// <param name="version">The version, or <c>null</c>.</param>
    /// <param name="assets">The packages that the project was built with, or <c>null</c>.</param>
    /// <param name="toolVersion">The version of Plimsoll.</param>
    /// <param name="created">The time that the document names.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="PlimsollException">A layer cannot be read (exit code 2).</exception>
    public static async Task<SbomDocument> CreateAsync(IImageSource source, ManifestContent root, string name, string? version, ProjectAssets? assets, string toolVersion, DateTimeOffset created, CancellationToken cancellationToken)
    {
        var platforms = new List<(string? Platform, Digest Digest, LayerContent Content)>();
        foreach (var content in await ImageCopier.CollectAsync(source, root, cancellationToken))
            if (content.Parse() is ImageManifest { Config.MediaType: MediaTypes.OciConfig or MediaTypes.DockerConfig } image)
            {
                var platform = (await source.ReadConfigAsync(image, cancellationToken))?.Platform;
                var files = await LayerContent.ReadAsync(source, image, cancellationToken);
                platforms.Add((platform?.ToString(), content.Descriptor.Digest, assets?.Find(platform) is { } graph ? files.With(graph) : files));
            }

        var document = SpdxWriter.Write(name, version, root.Descriptor.Digest, platforms, $"plimsoll-{toolVersion}", created);
        return document.Length <= SbomDocument.LargestSize
            ? SbomDocument.Spdx(document)
            : throw PlimsollException.Usage($"The SBOM of {name} would be larger than {SbomDocument.LargestSize / (1024 * 1024)} MiB.", "Give an SBOM as a file, or none.");
    }
}
