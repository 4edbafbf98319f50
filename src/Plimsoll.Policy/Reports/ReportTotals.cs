using Plimsoll.Oci;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Rules;

namespace Plimsoll.Policy.Reports;

/// <summary>The totals of a result.</summary>
internal static class ReportTotals
{
    private const int MaximumUnread = 10;

    /// <summary><c>2 errors, 0 warnings (1 suppressed); 3 images in 4 files (1 not read completely, 2 excluded)</c>: notes, and what stands in brackets, only where there are any.</summary>
    public static string Describe(CheckResult result)
    {
        var suppressed = result.Findings.Count - result.Active.Count();
        var incomplete = result.Findings.Where(finding => finding.Rule == RuleNames.UnreadableFile).Select(finding => finding.Span.File).Distinct().Count();
        List<string> others = [.. incomplete == 0 ? (string[])[] : [$"{incomplete} not read completely"], .. result.Excluded == 0 ? (string[])[] : [$"{result.Excluded} excluded"]];
        return $"{DescribeSeverities(result.Active.ToList(), always: true)}{(suppressed == 0 ? "" : $" ({suppressed} suppressed)")}; " +
            $"{Quantity.Format(result.Images.Count, "image")} in {Quantity.Format(result.Files, "file")}{(others.Count == 0 ? "" : $" ({string.Join(", ", others)})")}";
    }

    /// <summary><c>2 files mention images that are not read: CUE (app.cue:3), unknown (a.yaml:9)</c>, or <c>null</c> where none does.</summary>
    public static string? DescribeUnread(CheckResult result)
    {
        if (result.Unread.Count == 0)
            return null;

        var kinds = result.Unread.Take(MaximumUnread).Select(unread => $"{unread.Kind} ({unread.File}:{unread.Line})");
        var more = result.Unread.Count > MaximumUnread ? $" and {result.Unread.Count - MaximumUnread} more" : "";
        return $"{Quantity.Format(result.Unread.Count, "file")} {(result.Unread.Count == 1 ? "mentions" : "mention")} images that are not read: {string.Join(", ", kinds)}{more}";
    }

    /// <summary><c>2 errors, 1 note</c>.</summary>
    /// <param name="findings">What is counted.</param>
    /// <param name="always">Whether errors and warnings are named although there are none.</param>
    public static string DescribeSeverities(IReadOnlyCollection<Finding> findings, bool always = false) =>
        string.Join(", ", new[] { Severity.Error, Severity.Warning, Severity.Note }
            .Select(severity => (Number: findings.Count(finding => finding.Severity == severity), severity))
            .Where(count => count.Number > 0 || (always && count.severity != Severity.Note))
            .Select(count => Quantity.Format(count.Number, ReportNames.GetName(count.severity))));
}
