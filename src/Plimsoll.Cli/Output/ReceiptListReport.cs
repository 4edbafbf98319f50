using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll receipt list</c>: the receipts, newest first, and what each environment has by them.</summary>
internal sealed record ReceiptListReport(int SchemaVersion, IReadOnlyList<ReceiptEntry> Receipts, IReadOnlyList<BoardEntry> Board)
{
    /// <param name="receipts">The receipts.</param>
    /// <param name="board">The board.</param>
    /// <param name="directory">The directory that files are named from.</param>
    public static ReceiptListReport Create(IReadOnlyList<RecordedReceipt> receipts, DeploymentBoard board, string directory) => new(
        1,
        [.. receipts.Select(recorded => Entry(recorded, directory))],
        [.. board.Cells.Select(cell => new BoardEntry(
            cell.Image,
            cell.Destination,
            cell.Environment,
            cell.Recorded.Receipt.Version,
            cell.Recorded.Receipt.Commit,
            cell.Digest?.ToString(),
            cell.Recorded.Receipt.FinishedAt,
            cell.Drift.ToString().ToLowerInvariant(),
            cell.Now?.ToString()))]);

    public string ToJson() => CliJson.Write(this, CliJson.Default.ReceiptListReport);

    public IEnumerable<string> ToLines()
    {
        if (Receipts.Count == 0)
            return [];

        var table = new TextTable("FINISHED", "KIND", "IMAGE", "ENVIRONMENT", "VERSION", "COMMIT", "ACTOR", "DIGEST");
        foreach (var receipt in Receipts)
            table.Add(
                ReceiptText.Time(receipt.FinishedAt),
                receipt.Kind,
                receipt.Destination,
                receipt.Environment ?? "-",
                receipt.Version ?? "-",
                receipt.Commit[..7],
                receipt.Actor ?? "-",
                receipt.Digest ?? "-");
        return table.Lines();
    }

    private static ReceiptEntry Entry(RecordedReceipt recorded, string directory)
    {
        var receipt = recorded.Receipt;
        return new ReceiptEntry(
            Path.IsPathRooted(recorded.Place) ? Path.GetRelativePath(directory, recorded.Place).Replace('\\', '/') : recorded.Place,
            receipt.Kind,
            receipt.StartedAt,
            receipt.FinishedAt,
            receipt.Destination,
            receipt.Environment,
            receipt.Version,
            receipt.Digest?.ToString(),
            receipt.Commit,
            receipt.Dirty,
            receipt.Actor,
            receipt.RunUrl,
            [.. receipt.Tags.Select(tag => tag.Tag)]);
    }
}
