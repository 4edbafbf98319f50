using Plimsoll.Oci;
using Plimsoll.Tags;

namespace Plimsoll.Publishing.Receipts;

/// <summary>Looks whether a receipt contradicts itself, which one that Plimsoll wrote never does.</summary>
internal static class ReceiptCheck
{
    /// <summary>The contradictions, a sentence each; none where the receipt is consistent.</summary>
    public static IReadOnlyList<string> Problems(ImageReceipt receipt)
    {
        var problems = new List<string>();
        if (receipt.FinishedAt < receipt.StartedAt)
            problems.Add("It ended before it started.");
        if (!receipt.Dirty && receipt.ChangedFiles.Count > 0)
            problems.Add("The working tree is recorded as clean, but changed files are listed.");
        foreach (var twice in receipt.Tags.GroupBy(tag => tag.Tag, StringComparer.Ordinal).Where(same => same.Count() > 1))
            problems.Add($"Tag {twice.Key} is listed {twice.Count()} times.");
        foreach (var blob in receipt.Blobs.Where(blob => blob.Size < 0 || blob.Retries < 0))
            problems.Add($"Blob {blob.Digest} has a negative size or number of retries.");
        if (receipt.Digest is null && receipt.Tags.Any(IsWritten))
            problems.Add("Tags were written, but no image is recorded.");
        problems.AddRange(receipt.Tags.Select(tag => Problem(tag, receipt)).OfType<string>());
        return problems;
    }

    /// <summary>The same for what a run has recorded of several images, each named by its destination.</summary>
    public static IReadOnlyList<string> Problems(Receipt record)
    {
        if (!record.IsRun)
            return Problems(record.Receipts[0]);

        var problems = record.Receipts.SelectMany(receipt => Problems(receipt).Select(problem => $"{receipt.Destination}: {problem}"));
        return [.. record.FinishedAt < record.StartedAt ? ["The run ended before it started."] : Array.Empty<string>(), .. problems];
    }

    /// <summary>Refuses a record that contradicts itself.</summary>
    /// <exception cref="PlimsollException">It does (exit code 2).</exception>
    public static void Refuse(Receipt record)
    {
        if (Problems(record) is { Count: > 0 } problems)
            throw PlimsollException.Usage($"The receipt contradicts itself: {string.Join(' ', problems)}", "Plimsoll does not write such a receipt: it was edited, or created by hand.");
    }

    private static string? Problem(ReceiptTag tag, ImageReceipt receipt) => tag.Action switch
    {
        TagAction.Create when tag.Before is not null => $"{tag.Tag} was created, but pointed to {tag.Before} before.",
        TagAction.Move when tag.Before is null => $"{tag.Tag} was moved, but did not exist before.",
        TagAction.Move when tag.Mutability == Mutability.Immutable => $"{tag.Tag} is immutable and was moved.",
        TagAction.Unchanged or TagAction.Keep when tag.Before != tag.After && tag.Before is not null => $"{tag.Tag} was kept, but points to another image than before.",
        TagAction.Refuse => $"{tag.Tag} was refused, but is in a receipt.",

        // The engine makes a manifest for each push, and several of one image may differ; a rollback gives each tag its own back.
        _ when IsWritten(tag) && receipt.Kind != ReceiptKind.Rollback && receipt.Via != "engine" && receipt.Digest is not null && tag.After != receipt.Digest => $"{tag.Tag} was written, but points to another image than the receipt.",
        _ => null,
    };

    private static bool IsWritten(ReceiptTag tag) => tag.Action is TagAction.Create or TagAction.Move;
}
