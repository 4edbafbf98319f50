using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Environments;

/// <summary>What deployment files say once images are deployed: each image with the tag of its version and its digest.</summary>
public static class DeploymentTargets
{
    /// <summary>The images that a promotion or a rollback brings to its environment; those in a layout are none that files could name.</summary>
    public static IReadOnlyList<ImageReference> FromPlan(EnvironmentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return From(plan.Images.Select(image => (image.Destination, image.Version, (Digest?)image.Image, image.Tags.Select(tag => (tag.Tag.Value, (Digest?)tag.After)))));
    }

    /// <summary>The images of receipts.</summary>
    public static IReadOnlyList<ImageReference> FromReceipts(IEnumerable<ImageReceipt> receipts) =>
        From(receipts.Select(receipt => (receipt.Destination, receipt.Version, receipt.Digest, receipt.Tags.Select(tag => (tag.Tag, (Digest?)tag.After)))));

    private static List<ImageReference> From(IEnumerable<(string Destination, string? Version, Digest? Digest, IEnumerable<(string Tag, Digest? Digest)> Tags)> images)
    {
        var targets = new List<ImageReference>();
        foreach (var (destination, version, digest, tags) in images)
        {
            if (digest is null || !ImageReference.TryParse(destination, out var name))
                continue;

            // Only a tag that is known to be there may stand in a file.
            var own = tags.Where(tag => tag.Digest == digest).Select(tag => tag.Tag).ToList();
            var tag = own.Find(tag => tag == version) ?? own.Find(tag => tag == "v" + version) ?? own.Find(tag => TagClassifier.Classify(tag) == Mutability.Immutable) ?? own.FirstOrDefault();
            targets.Add(tag is null ? name.WithoutTagOrDigest().WithDigest(digest) : name.WithoutTagOrDigest().WithTag(tag).WithDigest(digest));
        }

        return [.. targets.DistinctBy(target => target.Name)];
    }
}
