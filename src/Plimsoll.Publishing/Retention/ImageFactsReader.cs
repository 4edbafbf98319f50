using System.Globalization;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Retention;

/// <summary>Reads what an image says of itself: its annotations, else labels and configuration; of an index those of its first image.</summary>
/// <param name="source">Where it is.</param>
/// <param name="inventory">What is there.</param>
internal sealed class ImageFactsReader(IImageSource source, RepositoryInventory inventory)
{
    private const int MaximumDepth = 8;

    /// <summary>Times before this are no times: the epoch, the year 1 of some builders, and 1980 of those that come from zip files.</summary>
    private static readonly DateTimeOffset FirstTime = new(1980, 1, 3, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads the facts; none of what is not an image.</summary>
    /// <exception cref="PlimsollException">The registry refuses or fails (exit codes 4, 7).</exception>
    public Task<ImageFacts> ReadAsync(Digest image, CancellationToken cancellationToken) => ReadAsync(image, depth: 0, cancellationToken);

    private async Task<ImageFacts> ReadAsync(Digest image, int depth, CancellationToken cancellationToken)
    {
        if (depth > MaximumDepth || !inventory.Manifests.TryGetValue(image, out var manifest))
            return ImageFacts.None;

        var own = FromLabels(manifest.Annotations);
        if (MediaTypes.IsIndex(manifest.Descriptor.MediaType))
            return manifest.Children.FirstOrDefault(child => !Attestations.IsAttestation(child)) is { } first ? Or(own, await ReadAsync(first.Digest, depth + 1, cancellationToken)) : own;
        if (manifest.Blobs is not [var config, ..])
            return own;

        try
        {
            var content = await source.ReadConfigAsync(new ImageManifest(config, []), cancellationToken);
            return Or(Or(own, FromLabels(content?.Config?.Labels ?? new Dictionary<string, string>())), new ImageFacts(ParseTime(content?.Created), null, null, null));
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.NotFound or ErrorKind.Usage)
        {
            return own;
        }
    }

    private static ImageFacts FromLabels(IReadOnlyDictionary<string, string> labels) => new(
        ParseTime(labels.GetValueOrDefault(ImageLabels.Created)),
        labels.GetValueOrDefault(ImageLabels.Revision),
        labels.GetValueOrDefault(ImageLabels.Source),
        labels.GetValueOrDefault(ImageLabels.Version));

    private static ImageFacts Or(ImageFacts facts, ImageFacts others) =>
        new(facts.Created ?? others.Created, facts.Revision ?? others.Revision, facts.Source ?? others.Source, facts.Version ?? others.Version);

    private static DateTimeOffset? ParseTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time >= FirstTime ? time : null;
}
