using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>What a copy did.</summary>
/// <param name="Blobs">Every blob of the image once, in the order of the manifests.</param>
public sealed record CopyReport(IReadOnlyList<BlobCopy> Blobs)
{
    /// <summary>What refers to the image and was carried along, those nearest to it first; empty where there is nothing, or nothing was asked for.</summary>
    public IReadOnlyList<ReferrerCopy> Referrers { get; init; } = [];

    /// <summary>The image's manifests, children before the index that lists them; empty where none was read.</summary>
    internal IReadOnlyList<ManifestContent> Manifests { get; init; } = [];

    /// <summary>How many bytes of the image's blobs were sent.</summary>
    public long BytesSent => Blobs.Where(copy => copy.Outcome == BlobOutcome.Sent).Sum(copy => copy.Blob.Size);
}
