using Plimsoll.Oci;
using Plimsoll.Publishing.Mirroring;
using Plimsoll.Publishing.Reports;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>What mirroring does or did, for readers: a row for each tag that does not stay as it is, and the sums.</summary>
internal static class SyncLines
{
    /// <summary>The rows; nothing where nothing changes.</summary>
    public static IEnumerable<string> Format(SyncReport report, TableStyle? style = null)
    {
        var table = new TextTable("ACTION", "TAG", "SIZE", "DIGEST");
        var rows = 0;
        foreach (var repository in report.Repositories)
            foreach (var tag in repository.Tags.Where(tag => tag.Action != SyncAction.Unchanged || tag.Failure is not null))
            {
                table.Add(NameOf(tag, report.IsPlan), $"{repository.To}:{tag.Tag}", tag.Bytes is { } bytes ? HumanSize.Format(bytes) : "-", Describe(tag));
                rows++;
            }

        return rows == 0 ? [] : table.Lines(style);
    }

    /// <summary>How many tags, and how many bytes, in one line.</summary>
    public static string FormatTotals(SyncReport report)
    {
        var counts = report.Tags.GroupBy(tag => NameOf(tag, report.IsPlan)).OrderBy(group => group.Min(tag => tag.Action)).Select(group => $"{group.Count()} {group.Key}").ToList();
        var unread = report.Repositories.Count(repository => repository.Failure is not null);
        var referrers = report.Tags.Sum(tag => tag.Referrers);
        return $"{FormatCount(report.Repositories.Count)}{(report.IsPlan ? ", nothing written" : "")}: {(counts.Count == 0 ? "no tags" : string.Join(", ", counts))}"
            + $"; {HumanSize.Format(report.Tags.Sum(tag => tag.Bytes ?? 0))} {(report.IsPlan ? "to send at most" : "sent")}"
            + (referrers > 0 ? $", {Quantity.Format(referrers, "referrer")}" : "")
            + (unread > 0 ? $"; {FormatCount(unread)} failed" : "");
    }

    private static string FormatCount(int repositories) => repositories == 1 ? "1 repository" : $"{repositories} repositories";

    private static string NameOf(SyncedTag tag, bool isPlan) => tag switch
    {
        { Action: SyncAction.Conflict } => "conflict",
        { Failure: not null } => "failed",
        { Action: SyncAction.Unchanged } => "unchanged",
        _ when isPlan => PlanLines.FormatName(tag.Action),
        { Action: SyncAction.Create } => "created",
        { Action: SyncAction.Move } => "moved",
        _ => "deleted",
    };

    private static string Describe(SyncedTag tag) => tag switch
    {
        { Action: SyncAction.Move or SyncAction.Conflict } => $"{tag.Before} → {tag.After}",
        _ => (tag.After ?? tag.Before)?.ToString() ?? "-",
    };
}
