namespace Plimsoll.Publishing.Receipts;

/// <summary>What a record holds: the receipt of one image, or those of the images that a run published.</summary>
/// <param name="Receipts">The receipts; just one where it is no run's.</param>
/// <param name="Run">The run, or <c>null</c>.</param>
public sealed record ReceiptRecord(IReadOnlyList<Receipt> Receipts, RunReceipt? Run)
{
    /// <summary>The record as indented JSON with a line break at the end.</summary>
    public string ToJson() => Run?.ToJson() ?? Receipts[0].ToJson();
}
