using Plimsoll.Images;
using Plimsoll.Storage;
using Plimsoll.Tags;

namespace Plimsoll.Publishing;

/// <summary>Reads from which commit a published image was made.</summary>
internal static class ImageRevision
{
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
            case ImageManifest single:
                var config = await source.ReadConfigAsync(single, cancellationToken);
                return config?.Config?.Labels?.TryGetValue(ImageLabels.Revision, out var label) == true ? label : null;

            default:
                return null;
        }
    }
}
