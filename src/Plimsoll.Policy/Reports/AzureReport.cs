using System.Globalization;
using Plimsoll.Policy.Checking;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Policy.Reports;

/// <summary>
/// The findings as issues of Azure Pipelines: <c>##vso[task.logissue type=…;sourcepath=…;linenumber=…;columnnumber=…;code=…]…</c>,
/// and where one is an error the task's failure. A task keeps ten of each type: the worst come first, and one issue counts the
/// rest. There is no type for a note, which is left out.
/// </summary>
internal static class AzureReport
{
    /// <summary>How many issues of a type a task keeps.</summary>
    public const int MaximumOfType = 10;

    /// <summary>How many characters of a message are written.</summary>
    public const int MaximumMessage = 4096;

    /// <summary>Writes the commands, one a line; nothing where there is no active finding.</summary>
    /// <param name="result">The outcome, with paths from the root of the repository (<see cref="RepositoryPaths"/>).</param>
    /// <param name="output">Where to.</param>
    public static void Write(CheckResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var issues = FindingSelection.Choose(result.Active.Where(finding => finding.Severity != Severity.Note), MaximumOfType);
        foreach (var finding in issues.Shown)
            output.WriteLine(AzureCommand.Format("task.logissue", Properties(finding), AnnotationText.GetMessage(finding, MaximumMessage)));
        if (issues.Rest.Count > 0)
            output.WriteLine(AzureCommand.Format("task.logissue", [new("type", ReportNames.GetName(issues.RestSeverity)), new("code", "plimsoll")], issues.DescribeRest()));
        if (result.HasErrors)
            output.WriteLine(AzureCommand.Format("task.complete", [new("result", "Failed")], ReportTotals.Describe(result)));
    }

    private static IEnumerable<KeyValuePair<string, string?>> Properties(Finding finding) =>
    [
        new("type", ReportNames.GetName(finding.Severity)),
        new("sourcepath", AnnotationText.GetPath(finding)),
        new("linenumber", finding.Span.StartLine.ToString(CultureInfo.InvariantCulture)),
        new("columnnumber", finding.Span.StartColumn.ToString(CultureInfo.InvariantCulture)),
        new("code", finding.Rule),
    ];
}
