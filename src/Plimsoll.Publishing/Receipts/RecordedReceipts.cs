namespace Plimsoll.Publishing.Receipts;

/// <summary>What was found where receipts are kept.</summary>
/// <param name="Receipts">The receipts, newest first.</param>
/// <param name="Unreadable">A sentence for each thing that looked like a receipt and is none.</param>
internal sealed record RecordedReceipts(IReadOnlyList<RecordedReceipt> Receipts, IReadOnlyList<string> Unreadable)
{
    /// <summary>Joins what was found in several places; what is kept in two of them is listed once, from the first.</summary>
    public static RecordedReceipts Join(IEnumerable<RecordedReceipts> parts)
    {
        var all = parts.ToList();
        return new RecordedReceipts(
            NewestFirst(all.SelectMany(part => part.Receipts).DistinctBy(recorded => recorded.Receipt.ToJson())),
            [.. all.SelectMany(part => part.Unreadable)]);
    }

    /// <summary>By the end of what they record; those of one moment in the order of their places, so that every run lists the same.</summary>
    internal static IReadOnlyList<RecordedReceipt> NewestFirst(IEnumerable<RecordedReceipt> receipts) =>
        [.. receipts
            .OrderByDescending(recorded => recorded.Receipt.FinishedAt)
            .ThenByDescending(recorded => recorded.Receipt.StartedAt)
            .ThenBy(recorded => recorded.Place, StringComparer.Ordinal)];
}
