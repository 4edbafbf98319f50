using System.Globalization;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Oci.Storage;
using Plimsoll.Policy.Pinning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments.Evidence;

/// <summary>
/// Tells when an image was first seen: by the oldest receipt that published it there, else by what it says of itself. Whoever
/// builds an image may write any date into it; a receipt is written by who published it.
/// </summary>
/// <param name="host">The registries.</param>
/// <param name="receipts">The receipts at hand.</param>
/// <param name="isOffline">Whether those are all that is asked.</param>
internal sealed class FirstSeenFinder(PlimsollHost host, RecordedReceipts receipts, bool isOffline) : IFirstSeenSource
{
    /// <summary>What reproducible builds and zip files write instead of a time is before this.</summary>
    private static readonly DateTimeOffset FirstTime = new(1980, 1, 3, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public async Task<FirstSeen?> FindAsync(ImageReference image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        var digest = image.Digest ?? throw new ArgumentException("The image has no digest.", nameof(image));
        if (Oldest(receipts, image, digest) is var known && (known is not null || isOffline))
            return known;

        var repository = host.OpenRegistry(image, RepositoryAccess.Pull);
        return Oldest(await ReceiptReferrer.ReadAsync(repository, image.FamiliarName, digest, cancellationToken), image, digest)
            ?? await ReadAsync(repository, digest, depth: 0, cancellationToken);
    }

    private static FirstSeen? Oldest(RecordedReceipts recorded, ImageReference image, Digest digest) =>
        recorded.Receipts.Select(receipt => receipt.Receipt)
            .Where(receipt => ImageReference.TryParse(receipt.Destination, out var place) && place.Name == image.Name && (receipt.Digest == digest || receipt.Tags.Any(tag => tag.After == digest)))
            .MinBy(receipt => receipt.FinishedAt) is { } oldest ? new FirstSeen(oldest.FinishedAt, "a receipt") : null;

    /// <summary>The annotation of the manifest, else that of the first image of an index, else its configuration.</summary>
    private static async Task<FirstSeen?> ReadAsync(IImageSource source, Digest digest, int depth, CancellationToken cancellationToken)
    {
        var manifest = (await source.GetManifestAsync(digest.ToString(), cancellationToken)).Parse();
        if (Time(manifest.Annotations?.GetValueOrDefault(ImageLabels.Created)) is { } annotated)
            return new FirstSeen(annotated, $"the annotation {ImageLabels.Created}");

        switch (manifest)
        {
            case ImageIndex index when depth == 0 && Attestations.ImagesOf(index).FirstOrDefault() is { } first:
                return await ReadAsync(source, first.Digest, depth + 1, cancellationToken);
            case ImageManifest single:
                var config = await source.ReadConfigAsync(single, cancellationToken);
                return Time(config?.Created) is { } created ? new FirstSeen(created, "the image config")
                    : Time(config?.Config?.Labels?.GetValueOrDefault(ImageLabels.Created)) is { } labelled ? new FirstSeen(labelled, $"the label {ImageLabels.Created}")
                    : null;
            default:
                return null;
        }
    }

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time >= FirstTime ? time.ToUniversalTime() : null;
}
