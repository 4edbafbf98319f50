using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Tags;
using Plimsoll.Tags.Context;

namespace Plimsoll.Publishing.Environments;

/// <summary>Where an image was built from, by its annotations and labels. Untrusted text: whoever built the image wrote it.</summary>
/// <param name="Commit">The commit that was built, hexadecimal, or <c>null</c>.</param>
/// <param name="Version">The version that the manifest's own annotations claim, or <c>null</c>. What a build left in labels is not asked: see <see cref="ReleasedVersionFinder"/>.</param>
/// <param name="Source">Where the sources are, without credentials, or <c>null</c>.</param>
internal sealed record ImageOrigin(string? Commit, string? Version, string? Source)
{
    /// <summary>What git writes where there is no commit.</summary>
    private const string NoCommit = "0000000000000000000000000000000000000000";

    private const int MaximumLength = 256;

    /// <summary>The commit, zeros where the image names none.</summary>
    public string CommitOrNone => Commit ?? NoCommit;

    /// <summary>Reads the manifest's annotations and, for what they leave open, the configuration's labels; of an index those of its first image.</summary>
    public static async Task<ImageOrigin> ReadAsync(IImageSource source, ManifestContent image, CancellationToken cancellationToken)
    {
        var content = image.Parse();
        var own = FromLabels(content.Annotations);
        if (own is { Commit: not null, Source: not null })
            return own;

        switch (content)
        {
            case ImageIndex index when Attestations.ImagesOf(index).FirstOrDefault() is { } first && MediaTypes.IsManifest(first.MediaType):
                return own.Or(await ReadAsync(source, await source.GetManifestAsync(first.Digest.ToString(), cancellationToken), cancellationToken));

            case ImageManifest single:
                return own.Or(FromLabels((await source.ReadConfigAsync(single, cancellationToken))?.Config?.Labels));

            default:
                return own;
        }
    }

    private ImageOrigin Or(ImageOrigin other) => new(Commit ?? other.Commit, Version, Source ?? other.Source);

    private static ImageOrigin FromLabels(IReadOnlyDictionary<string, string>? labels) => new(
        Text(labels, ImageLabels.MergeRevision, IsCommit) ?? Text(labels, ImageLabels.Revision, IsCommit),
        Text(labels, ImageLabels.Version, _ => true),
        Text(labels, ImageLabels.Source, _ => true) is { } source ? RemoteAddress.WithoutCredentials(source) : null);

    private static string? Text(IReadOnlyDictionary<string, string>? labels, string name, Func<string, bool> isValid) =>
        labels?.GetValueOrDefault(name) is { Length: > 0 and <= MaximumLength } text && isValid(text) ? text : null;

    private static bool IsCommit(string text) => text.Length >= 7 && text.All(char.IsAsciiHexDigit);
}
