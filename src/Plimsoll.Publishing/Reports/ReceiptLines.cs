using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Publishing.Reports;

/// <summary>A receipt as text: what became of each tag.</summary>
internal static class ReceiptLines
{
    /// <summary>A line for each tag, or the digest that no tag names.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="style">Where it is shown; <c>null</c> for a log.</param>
    public static IEnumerable<string> Format(ImageReceipt receipt, TableStyle? style = null)
    {
        // What no tag names is named by its digest.
        if (receipt.Tags.Count == 0 && receipt.Digest is { } digest)
            return [LogText.Neutralize($"{receipt.Destination}{(receipt.Destination.StartsWith("oci:", StringComparison.Ordinal) ? ':' : '@')}{digest}{(receipt.Platform is null ? "" : $"  {receipt.Platform}")}")];

        var table = new TextTable(["TAG", "", "DIGEST"]);
        foreach (var tag in receipt.Tags)
            table.Add($"{receipt.Destination}:{tag.Tag}", FormatAction(tag.Action), tag.Action == TagAction.Move ? $"{tag.After} (was {tag.Before})" : tag.After.ToString());
        return table.Lines(style, withHeader: false);
    }

    /// <summary>What was written and sent, in one line; in others whose image was kept, and the signatures.</summary>
    public static IEnumerable<string> FormatSummary(ImageReceipt receipt) =>
    [
        FormatWritten(receipt),
        .. receipt.Kept is { } kept ? [kept.Describe(receipt.Destination, receipt.Commit, isPlan: false)] : (string[])[],
        .. (receipt.Signatures ?? []).Select(signature => $"{signature.Kind} by {signature.SignedBy}: {signature.Digest}{(IsMade(receipt, signature) ? "" : " (was there)")}"),
    ];

    private static bool IsMade(ImageReceipt receipt, ImageSignature signature) => receipt.Attached?.Any(made => made.Digest == signature.Digest) == true;

    private static string FormatWritten(ImageReceipt receipt)
    {
        if (receipt.Tags.Count == 0)
            return $"{receipt.Digest} is published to {receipt.Destination} without a tag; {receipt.Blobs.Count(blob => blob.Outcome == BlobOutcome.Sent)} of {Quantity.Format(receipt.Blobs.Count, "blob")} sent";

        var written = receipt.Tags.Count(tag => tag.Action is TagAction.Create or TagAction.Move);
        if (written == 0)
            return $"{receipt.Destination} is up to date: nothing was sent";

        var sent = receipt.Blobs.Where(blob => blob.Outcome == BlobOutcome.Sent).ToList();
        var foreign = receipt.Blobs.Count(blob => blob.Outcome == BlobOutcome.Foreign) is > 0 and var count ? $"; {Quantity.Format(count, "foreign layer")} skipped" : "";
        var blobs = receipt.Via == "engine" ? "" : $"; {sent.Count} of {Quantity.Format(receipt.Blobs.Count, "blob")} sent ({sent.Sum(blob => blob.Size):N0} bytes){foreign}";
        return $"{written} of {Quantity.Format(receipt.Tags.Count, "tag")} written to {receipt.Destination}{blobs}";
    }

    private static string FormatAction(TagAction action) => action switch
    {
        TagAction.Create => "created",
        TagAction.Move => "moved",
        TagAction.Keep => "kept",
        _ => "unchanged",
    };
}
