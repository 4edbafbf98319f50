using System.Globalization;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Reports;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>A whole record as text.</summary>
internal static class ReceiptText
{
    /// <summary>A run's own facts, then each of its receipts behind an empty line.</summary>
    public static IEnumerable<string> Format(Receipt record, TableStyle style)
    {
        if (!record.IsRun)
            return Format(record.Receipts[0], style);

        IEnumerable<(string Title, string? Value)> facts =
        [
            ("kind", ReceiptKind.Run),
            ("partition", record.Partition),
            ("plan", record.PlanHash?.ToString()),
            ("started", Time(record.StartedAt)),
            ("finished", Time(record.FinishedAt)),
            ("by", $"plimsoll {record.ToolVersion}"),
            .. record.Failed.Select(failure => ("failed", (string?)$"{failure.Image} ({failure.ExitCode}): {failure.Message.ReplaceLineEndings(" ")}")),
        ];
        return Lines(facts).Concat(record.Receipts.SelectMany(receipt => Format(receipt, style).Prepend("")));
    }

    /// <summary>A commit in short, as the tag of such a build would be: <c>a1b2c3d-dirty</c>.</summary>
    public static string Commit(string commit, bool isDirty) => (commit.All(digit => digit == '0') ? "unknown" : commit[..7]) + (isDirty ? "-dirty" : "");

    private static IEnumerable<string> Format(ImageReceipt receipt, TableStyle style) => Lines(Facts(receipt)).Concat(ReceiptLines.Format(receipt, style.Indented(12)).Select(line => $"tag         {line}"));

    private static IEnumerable<string> Lines(IEnumerable<(string Title, string? Value)> facts) =>
        facts.Where(fact => fact.Value is not null).Select(fact => LogText.Neutralize($"{fact.Title,-11} {fact.Value}"));

    private static IEnumerable<(string Title, string? Value)> Facts(ImageReceipt receipt) =>
    [
        ("kind", receipt.Kind),
        ("destination", receipt.Destination),
        ("digest", receipt.Digest?.ToString()),
        ("from", receipt.From),
        ("platform", receipt.Platform),
        ("version", receipt.Version),
        ("environment", receipt.Environment),
        ("commit", receipt.Commit + Tree(receipt)),
        ("repository", receipt.Repository),
        ("actor", receipt.Actor),
        ("host", receipt.Host),
        ("run", receipt.RunUrl),
        ("policy", receipt.Policy is { } policy ? $"{policy.Name} {policy.Hash}" : null),
        ("plan", receipt.PlanHash?.ToString()),
        ("started", Time(receipt.StartedAt)),
        ("finished", Time(receipt.FinishedAt)),
        ("by", $"plimsoll {receipt.ToolVersion}, {receipt.Via}"),
        ("blobs", Blobs(receipt)),
        ("hold", receipt.Hold is { } hold ? $"{hold.Digest}{(hold.Reason is { } reason ? $": {reason}" : "")}" : null),
        ("released", receipt.ReleasedHolds.Count == 0 ? null : string.Join(", ", receipt.ReleasedHolds)),
        ("retries", receipt.Retries == 0 ? null : receipt.Retries.ToString(CultureInfo.InvariantCulture)),
    ];

    private static string Tree(ImageReceipt receipt) =>
        !receipt.Dirty ? "" : receipt.ChangedFiles.Count == 0 ? " (dirty)" : $" (dirty: {string.Join(", ", receipt.ChangedFiles)})";

    private static string? Blobs(ImageReceipt receipt) => receipt.Blobs.Count == 0
        ? null
        : string.Join(", ", receipt.Blobs.GroupBy(blob => blob.Outcome).OrderBy(group => group.Key).Select(group =>
            group.Key == BlobOutcome.Foreign
                ? $"{group.Count()} foreign"
                : FormattableString.Invariant($"{group.Count()} {group.Key.ToString().ToLowerInvariant()} ({group.Sum(blob => blob.Size):N0} bytes)")));

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
