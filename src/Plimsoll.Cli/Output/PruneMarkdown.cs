using Plimsoll.Publishing.Reports;
using Plimsoll.Publishing.Retention;
using static Plimsoll.Tags.Hosts.MarkdownText;

namespace Plimsoll.Cli.Output;

/// <summary>A plan to delete images for a job summary: GitHub's Markdown, in which text from elsewhere stays text.</summary>
internal static class PruneMarkdown
{
    /// <summary>The plan; where there is no room for it, its sums.</summary>
    public static string Format(PrunePlan plan, int maximumBytes)
    {
        var text = string.Join('\n', Format(plan)) + "\n";
        return Fit(text, maximumBytes, $"{PruneLines.FormatTotals(plan)}; there is no room here to list them.\n");
    }

    /// <summary>The plan, line by line.</summary>
    public static IEnumerable<string> Format(PrunePlan plan)
    {
        foreach (var repository in plan.Repositories)
        {
            yield return $"### {Code(repository.Repository)}";
            yield return "";
            foreach (var index in repository.Broken)
                yield return $"- {Escape(PruneLines.Format(index))}";
            if (repository.Broken.Count > 0)
                yield return "";
            foreach (var line in Table(repository.Tags.Where(tag => tag.Action != PlannedAction.Keep)))
                yield return line;
            if (repository.Manifests.Count > 0)
                yield return $"{Escape(PruneLines.FormatFreed(repository))}.";
            yield return "";
            yield return $"<details><summary>{repository.Tags.Count(tag => tag.Action == PlannedAction.Keep)} tags stay</summary>";
            yield return "";
            foreach (var line in Table(repository.Tags.Where(tag => tag.Action == PlannedAction.Keep)))
                yield return line;
            yield return "</details>";
            yield return "";
        }

        yield return Escape(PruneLines.FormatTotals(plan));
    }

    private static IEnumerable<string> Table(IEnumerable<PrunedTag> tags)
    {
        yield return "| Action | Tag | Kind | Created | Digest | Reason |";
        yield return "| --- | --- | --- | --- | --- | --- |";
        foreach (var tag in tags)
            yield return $"| {PlanLines.FormatName(tag.Action)} | {Code(tag.Tag)} | {Escape(tag.Kind)} | {PruneLines.FormatDay(tag.Created)} | {Code(tag.Digest.ToString())} | {Escape(tag.Reason)} |";
        yield return "";
    }
}
