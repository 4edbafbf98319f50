using System.Globalization;
using Plimsoll.Policy.Checking;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Policy.Reports;

/// <summary>
/// The findings as annotations of GitHub Actions: <c>::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::…</c>. A step
/// keeps ten of each type and 4,096 characters of each message: the worst come first, and one annotation counts the rest. The
/// paths must start at the root of the repository (<see cref="RepositoryPaths"/>).
/// </summary>
internal static class GitHubReport
{
    /// <summary>How many annotations of a type a step keeps.</summary>
    public const int MaximumOfType = 10;

    /// <summary>How many characters of a message are kept.</summary>
    public const int MaximumMessage = 4096;

    /// <summary>Writes the commands, one a line; nothing where there is no active finding.</summary>
    public static void Write(CheckResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var annotations = FindingSelection.Choose(result.Active, MaximumOfType);
        foreach (var finding in annotations.Shown)
            output.WriteLine(GitHubCommand.Format(Type(finding.Severity), Properties(finding), AnnotationText.GetMessage(finding, MaximumMessage)));
        if (annotations.Rest.Count > 0)
            output.WriteLine(GitHubCommand.Format(Type(annotations.RestSeverity), [new("title", "plimsoll")], annotations.DescribeRest()));
    }

    /// <summary>The runner drops the columns of an annotation over several lines. The title comes last, because the runner trims the end.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Properties(Finding finding)
    {
        var span = finding.Span;
        var hasColumns = span.StartLine == span.EndLine && span.EndColumn > span.StartColumn;
        return
        [
            new("file", AnnotationText.GetPath(finding)),
            new("line", Text(span.StartLine)),
            new("col", hasColumns ? Text(span.StartColumn) : null),
            new("endLine", Text(span.EndLine)),
            new("endColumn", hasColumns ? Text(span.EndColumn) : null),
            new("title", $"plimsoll: {finding.Rule}"),
        ];
    }

    private static string Type(Severity severity) => severity == Severity.Note ? "notice" : ReportNames.GetName(severity);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
