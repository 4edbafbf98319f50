using Plimsoll.Oci;
using Plimsoll.Policy.Checking;

namespace Plimsoll.Policy.Reports;

/// <summary>The totals of a result.</summary>
internal static class ReportTotals
{
    /// <summary><c>2 errors, 0 warnings (1 suppressed); 3 images in 1 file</c>: notes and what is suppressed only where there are any.</summary>
    public static string Describe(CheckResult result)
    {
        var suppressed = result.Findings.Count - result.Active.Count();
        return $"{DescribeSeverities(result.Active.ToList(), always: true)}{(suppressed == 0 ? "" : $" ({suppressed} suppressed)")}; " +
            $"{Quantity.Format(result.Images.Count, "image")} in {Quantity.Format(result.Files, "file")}";
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
