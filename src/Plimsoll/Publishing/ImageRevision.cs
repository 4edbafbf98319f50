using System.Text.Json;
using Plimsoll.Images;
using Plimsoll.Storage;
using Plimsoll.Tags;

namespace Plimsoll.Publishing;

/// <summary>Reads from which commit a published image was made.</summary>
internal static class ImageRevision
{
    private const int MaximumConfigSize = 4 * 1024 * 1024;

    /// <summary>The value of <c>org.opencontainers.image.revision</c>: of the manifest's annotations, else of the configuration's labels; <c>null</c> where there is neither.</summary>
    public static async Task<string?> ReadAsync(IImageSource source, Descriptor image, CancellationToken cancellationToken)
    {
        var manifest = (await source.GetManifestAsync(image.Digest.ToString(), cancellationToken)).Parse();
        if (manifest.Annotations?.TryGetValue(ImageLabels.Revision, out var annotated) == true)
            return annotated;

        switch (manifest)
        {
            case ImageIndex { Manifests: [var first, ..] }:
                return await ReadAsync(source, first, cancellationToken);
            case ImageManifest { Config: { Size: <= MaximumConfigSize } config } when config.MediaType is MediaTypes.OciConfig or MediaTypes.DockerConfig:
                await using (var content = await source.OpenBlobAsync(config, cancellationToken))
                {
                    var parsed = await JsonSerializer.DeserializeAsync(content, OciJson.Default.ImageConfig, cancellationToken);
                    return parsed?.Config?.Labels?.TryGetValue(ImageLabels.Revision, out var label) == true ? label : null;
                }

            default:
                return null;
        }
    }
}
