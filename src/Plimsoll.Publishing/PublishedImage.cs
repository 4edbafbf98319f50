using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;

namespace Plimsoll.Publishing;

/// <summary>One published image, with what its receipt does not need.</summary>
/// <param name="Name">What the run calls it; its name as it was given where it is published by itself.</param>
/// <param name="Receipt">The receipt.</param>
/// <param name="Tags">The derived tags, labels and annotations.</param>
/// <param name="ImageId">The digest of its configuration, which an engine calls its ID; <c>null</c> for an index.</param>
internal sealed record PublishedImage(string Name, ImageReceipt Receipt, TagPlan Tags, Digest? ImageId)
{
    /// <summary>What there is to look into that is of this image alone.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
