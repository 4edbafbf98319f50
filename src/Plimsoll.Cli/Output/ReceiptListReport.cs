using System.Text.Json;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll receipt list</c>: the receipts, newest first, what each environment has by them, and the holds in force.</summary>
internal sealed record ReceiptListReport(int SchemaVersion, IReadOnlyList<ReceiptEntry> Receipts, IReadOnlyList<BoardEntry> Board, IReadOnlyList<HoldEntry> Holds)
{
    /// <param name="receipts">The receipts.</param>
    /// <param name="board">The board.</param>
    /// <param name="holds">The holds in force.</param>
    /// <param name="directory">The directory that files are named from.</param>
    public static ReceiptListReport Create(IReadOnlyList<RecordedReceipt> receipts, DeploymentBoard board, IReadOnlyList<Hold> holds, string directory) => new(
        1,
        [.. receipts.Select(recorded => Entry(recorded, directory))],
        [.. board.Environments.SelectMany(environment => board.Cells.Where(cell => cell.Environment == environment)).Select(cell => new BoardEntry(
            cell.Image,
            cell.Destination,
            cell.Environment,
            cell.Recorded.Receipt.Version,
            cell.Recorded.Receipt.Commit,
            cell.IsDirty,
            cell.Digest?.ToString(),
            cell.Recorded.Receipt.FinishedAt,
            JsonNamingPolicy.CamelCase.ConvertName(cell.Drift.ToString()),
            cell.Now?.ToString(),
            [.. cell.Holds.Select(HoldEntry.Create)]))],
        [.. holds.Select(HoldEntry.Create)]);

    public string ToJson() => CliJson.Write(this, CliJson.Default.ReceiptListReport);

    public IEnumerable<string> ToLines(TableStyle style)
    {
        var lines = Receipts.Count == 0 ? [] : ReceiptLines(style);
        return Holds.Count == 0 ? lines : lines.Append("").Concat(HoldLines(style));
    }

    private IEnumerable<string> ReceiptLines(TableStyle style)
    {
        var table = new TextTable("FINISHED", "KIND", "IMAGE", "ENVIRONMENT", "VERSION", "COMMIT", "ACTOR", "DIGEST");
        foreach (var receipt in Receipts)
            table.Add(
                ReceiptText.Time(receipt.FinishedAt),
                receipt.Kind,
                receipt.Destination,
                receipt.Environment ?? "-",
                receipt.Version ?? "unreleased",
                ReceiptText.Commit(receipt.Commit, receipt.Dirty),
                receipt.Actor ?? "-",
                receipt.Digest ?? "-");
        return table.Lines(style);
    }

    private IEnumerable<string> HoldLines(TableStyle style)
    {
        var table = new TextTable("HELD SINCE", "IMAGE", "ENVIRONMENT", "VERSION", "BY", "DIGEST", "REASON");
        foreach (var hold in Holds)
            table.Add(ReceiptText.Time(hold.HeldAt), hold.Destination, hold.Environment, hold.Version ?? "-", hold.HeldBy ?? "-", hold.Digest, hold.Reason ?? "-");
        return table.Lines(style);
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
