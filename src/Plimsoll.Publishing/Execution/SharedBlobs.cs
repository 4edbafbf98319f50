using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Destinations;
using Plimsoll.Publishing.Planning;

namespace Plimsoll.Publishing.Execution;

/// <summary>What images that are published together share: what one of them brings to a registry is mounted by the next ones.</summary>
internal sealed class SharedBlobs
{
    private readonly List<(ImageReference Place, HashSet<Digest> Blobs)> _earlier = [];

    /// <summary>
    /// Tells an image which repositories of its registry hold some of its blobs once the images before it are published,
    /// those that hold most of them first.
    /// </summary>
    /// <returns>The image's plan with what then becomes of each blob.</returns>
    public async Task<PlannedImage> AddAsync(PreparedImage image, CancellationToken cancellationToken)
    {
        if (image.Target is not DirectTarget target || target.Repository is not INamedRepository { Name: var here })
            return image.Plan;

        var blobs = ForeignLayers.GetBlobs(await ImageCopier.CollectAsync(target.Source, target.Manifest, cancellationToken));
        target.MountFrom =
        [
            .. _earlier
                .Where(other => other.Place.Registry == here.Registry && other.Place.Repository != here.Repository)
                .Select(other => (other.Place.Repository, Bytes: blobs.Where(blob => other.Blobs.Contains(blob.Digest)).Sum(blob => blob.Size)))
                .Where(other => other.Bytes > 0)
                .OrderByDescending(other => other.Bytes)
                .Select(other => other.Repository)
                .Distinct(),
        ];
        var plan = image.Plan with { Blobs = [.. image.Plan.Blobs.Select(blob => Share(blob, here))] };
        _earlier.Add((here, [.. blobs.Where(blob => !blob.IsForeign).Select(blob => blob.Digest)]));
        return plan;
    }

    private PlannedBlob Share(PlannedBlob blob, ImageReference here)
    {
        if (blob.Outcome != BlobOutcome.Sent)
            return blob;

        var holders = _earlier.Where(other => other.Place.Registry == here.Registry && other.Blobs.Contains(blob.Digest)).Select(other => other.Place.Repository).ToList();
        return holders.Contains(here.Repository) ? blob with { Outcome = BlobOutcome.Present }
            : holders.Count > 0 ? blob with { Outcome = BlobOutcome.Mounted, From = holders[0] }
            : blob;
    }
}
