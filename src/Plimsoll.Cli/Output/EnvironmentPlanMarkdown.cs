using Plimsoll.Publishing.Environments;
using Plimsoll.Publishing.Reports;
using static Plimsoll.Tags.Hosts.MarkdownText;

namespace Plimsoll.Cli.Output;

/// <summary>The plan of a promotion or a rollback for the page of a run, which is read before it is approved.</summary>
internal static class EnvironmentPlanMarkdown
{
    /// <summary>The lines of a terminal as an indented block, which no text can end; where there is no room for them, their number.</summary>
    public static string Format(EnvironmentPlan plan, int maximumBytes)
    {
        var heading = $"### Plan for environment {Code(plan.Environment)}\n\n";
        var lines = EnvironmentPlanLines.Format(plan).ToList();
        var text = heading + string.Concat(lines.Select(line => $"    {line}\n"));
        return Fit(text, maximumBytes, $"{heading}{lines.Count} lines; there is no room here to show them.\n");
    }
}
