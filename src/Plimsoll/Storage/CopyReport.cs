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

/// <summary>What a copy did.</summary>
/// <param name="Blobs">Every blob once, in the order of the manifests.</param>
public sealed record CopyReport(IReadOnlyList<BlobCopy> Blobs)
{
    /// <summary>How many bytes of blobs were sent.</summary>
    public long BytesSent => Blobs.Where(copy => copy.Outcome == BlobOutcome.Sent).Sum(copy => copy.Blob.Size);
}
