using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Reports;
using Plimsoll.Tags;

namespace Plimsoll.Publishing;

/// <summary>What publishing did.</summary>
public sealed record PublishReport
{
    /// <summary>The record: the receipt of the one image, or those of several and what failed.</summary>
    public required Receipt Record { get; init; }

    /// <summary>The receipt of each image that was published, in order.</summary>
    public IReadOnlyList<ImageReceipt> Receipts => Record.Receipts;

    /// <summary>The images that failed; none where all went well.</summary>
    public IReadOnlyList<RunFailure> Failed => Record.Failed;

    /// <summary>What the user should look into, a line each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The receipt's file, absolute; <c>null</c> where it could not be written.</summary>
    public string? ReceiptPath { get; init; }

    /// <summary>The receipt's file from the directory that publishing ran in; <c>null</c> where it could not be written.</summary>
    public string? ReceiptName => ReceiptPath is null ? null : Path.GetRelativePath(Directory, ReceiptPath);

    /// <summary>What became of attaching each receipt, a line each; none where there was nothing to attach.</summary>
    public IReadOnlyList<string> Attached { get; init; } = [];

    /// <summary>How many tags were created or moved.</summary>
    public int WrittenTags => Receipts.Sum(receipt => receipt.Tags.Count(tag => tag.Action is TagAction.Create or TagAction.Move));

    /// <summary>How many blobs were sent.</summary>
    public int SentBlobs => Receipts.Sum(receipt => receipt.Blobs.Count(blob => blob.Outcome == BlobOutcome.Sent));

    /// <summary>What was written and sent, a line for each image, and one more where another run's image was kept.</summary>
    public IEnumerable<string> Summary => Receipts.SelectMany(ReceiptLines.FormatSummary);

    /// <summary>The images that were published, in the order of <see cref="Receipts"/>.</summary>
    internal IReadOnlyList<PublishedImage> Images { get; init; } = [];

    internal string Directory { get; init; } = "";

    /// <summary>Why not everything is recorded, and how it is recorded still; <c>null</c> where all is.</summary>
    internal PlimsollException? RecordFailure { get; init; }
}
