using Plimsoll.Images;
using Plimsoll.Storage;
using Plimsoll.Tags;

namespace Plimsoll.Publishing;

/// <summary>Reads from which commit a published image was made.</summary>
internal static class ImageRevision
{
    /// <summary>
    /// The commit that was built: <see cref="ImageLabels.MergeRevision"/>, else <see cref="ImageLabels.Revision"/>; of the
    /// manifest's annotations, else of the configuration's labels; <c>null</c> where there is neither.
    /// </summary>
    public static async Task<string?> ReadAsync(IImageSource source, Descriptor image, CancellationToken cancellationToken)
    {
        var manifest = (await source.GetManifestAsync(image.Digest.ToString(), cancellationToken)).Parse();
        if (Built(manifest.Annotations) is { } annotated)
            return annotated;

        switch (manifest)
        {
            case ImageIndex { Manifests: [var first, ..] }:
                return await ReadAsync(source, first, cancellationToken);
            case ImageManifest single:
                var config = await source.ReadConfigAsync(single, cancellationToken);
                return Built(config?.Config?.Labels);

            default:
                return null;
        }
    }

    private static string? Built(IReadOnlyDictionary<string, string>? labels) =>
        labels?.GetValueOrDefault(ImageLabels.MergeRevision) ?? labels?.GetValueOrDefault(ImageLabels.Revision);
}
