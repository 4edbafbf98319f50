using Plimsoll.Oci;

namespace Plimsoll.Policy.Reports;

/// <summary>The findings for a host that keeps only so many of each severity: the most severe first, and one line for the rest.</summary>
/// <param name="Shown">What is shown, in this order.</param>
/// <param name="Rest">What is not.</param>
internal sealed record FindingSelection(IReadOnlyList<Finding> Shown, IReadOnlyList<Finding> Rest)
{
    /// <summary>The severity of the line for the rest, for which <see cref="Shown"/> leaves room.</summary>
    public Severity RestSeverity { get; private init; }

    /// <summary>Chooses at most <paramref name="most"/> of each severity, the line for the rest included.</summary>
    public static FindingSelection Choose(IEnumerable<Finding> findings, int most)
    {
        var bySeverity = findings.OrderByDescending(finding => finding.Severity).GroupBy(finding => finding.Severity).ToList();
        var worst = bySeverity.FirstOrDefault(group => group.Count() > most)?.Key;
        var shown = bySeverity.Select(group => (group, Room: group.Key == worst ? most - 1 : most)).ToList();
        return new FindingSelection([.. shown.SelectMany(part => part.group.Take(part.Room))], [.. shown.SelectMany(part => part.group.Skip(part.Room))])
        {
            RestSeverity = worst ?? Severity.Note,
        };
    }

    /// <summary>The line for the rest.</summary>
    public string DescribeRest()
    {
        var rules = Rest.GroupBy(finding => finding.Rule).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}");
        var files = Rest.Select(finding => finding.Span.File).Distinct(StringComparer.Ordinal).Count();
        return $"{ReportTotals.DescribeSeverities(Rest)} more in {Quantity.Format(files, "file")} ({string.Join(", ", rules)}); run 'plimsoll check' to see all findings.";
    }
}
