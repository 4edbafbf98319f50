using Plimsoll.Images;

namespace Plimsoll.Storage;

/// <summary>What became of one blob when an image was copied.</summary>
public enum BlobOutcome
{
    /// <summary>The destination had it already.</summary>
    Present,

    /// <summary>The destination took it over from another repository.</summary>
    Mounted,

    /// <summary>Its bytes were sent.</summary>
    Sent,

    /// <summary>It is a foreign layer and stays where its addresses lead.</summary>
    Foreign,
}

/// <summary>One blob of a copy.</summary>
/// <param name="Blob">Which blob.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record BlobCopy(Descriptor Blob, BlobOutcome Outcome);

/// <summary>One manifest that was carried along because it refers to the image.</summary>
/// <param name="Referrer">Its descriptor, with the artifact's type and annotations.</param>
/// <param name="Subject">What it refers to.</param>
/// <param name="Outcome">Whether it was sent or there already.</param>
public sealed record ReferrerCopy(Descriptor Referrer, Digest Subject, BlobOutcome Outcome);

/// <summary>What a copy did.</summary>
/// <param name="Blobs">Every blob of the image once, in the order of the manifests.</param>
public sealed record CopyReport(IReadOnlyList<BlobCopy> Blobs)
{
    /// <summary>What refers to the image and was carried along, those nearest to it first; empty where there is nothing, or nothing was asked for.</summary>
    public IReadOnlyList<ReferrerCopy> Referrers { get; init; } = [];

    /// <summary>How many bytes of the image's blobs were sent.</summary>
    public long BytesSent => Blobs.Where(copy => copy.Outcome == BlobOutcome.Sent).Sum(copy => copy.Blob.Size);
}
