using System.Globalization;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Sources;

/// <summary>Reads from which commit a published image was made.</summary>
internal static class ImageRevision
{
    /// <summary>
    /// The commit that was built: <see cref="ImageLabels.MergeRevision"/>, else <see cref="ImageLabels.Revision"/>; of the
    /// manifest's annotations, else of the configuration's labels; <c>null</c> where there is neither.
    /// </summary>
    public static Task<string?> ReadAsync(IImageSource source, Descriptor image, CancellationToken cancellationToken) => ReadAsync(source, image, Built, cancellationToken);

    /// <summary>The version that it was released as, from the same places; <c>null</c> where it does not say.</summary>
    public static Task<string?> ReadVersionAsync(IImageSource source, Descriptor image, CancellationToken cancellationToken) =>
        ReadAsync(source, image, static labels => labels?.GetValueOrDefault(ImageLabels.Version), cancellationToken);

    /// <summary>The commit that the image is of and when it was made, as the labels of a tag's image say it; <c>null</c> where they do not.</summary>
    public static Task<TaggedCommit?> ReadCommitAsync(IImageSource source, string tag, Descriptor image, CancellationToken cancellationToken) =>
        ReadAsync(source, image, labels => labels?.GetValueOrDefault(ImageLabels.Revision) is { } revision ? new TaggedCommit(tag, revision, Created(labels)) : null, cancellationToken);

    private static async Task<T?> ReadAsync<T>(IImageSource source, Descriptor image, Func<IReadOnlyDictionary<string, string>?, T?> choose, CancellationToken cancellationToken)
        where T : class
    {
        var manifest = (await source.GetManifestAsync(image.Digest.ToString(), cancellationToken)).Parse();
        if (choose(manifest.Annotations) is { } annotated)
            return annotated;

        switch (manifest)
        {
            case ImageIndex index when Attestations.ImagesOf(index).FirstOrDefault() is { } first:
                return await ReadAsync(source, first, choose, cancellationToken);
            case ImageManifest single:
                var config = await source.ReadConfigAsync(single, cancellationToken);
                return choose(config?.Config?.Labels);

            default:
                return null;
        }
    }

    private static DateTimeOffset? Created(IReadOnlyDictionary<string, string> labels) =>
        DateTimeOffset.TryParse(labels.GetValueOrDefault(ImageLabels.Created), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) ? created : null;

    private static string? Built(IReadOnlyDictionary<string, string>? labels) =>
        labels?.GetValueOrDefault(ImageLabels.MergeRevision) ?? labels?.GetValueOrDefault(ImageLabels.Revision);
}
