using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Reports;
using static Plimsoll.Tags.Hosts.MarkdownText;

namespace Plimsoll.Cli.Output;

/// <summary>A plan for a job summary or a pull request: GitHub's Markdown, in which text from elsewhere stays text.</summary>
internal static class PlanMarkdown
{
    /// <summary>The plan of each image, then the images that could not be planned, then what changes.</summary>
    public static IEnumerable<string> Format(PublishPlan plan)
    {
        var isFirst = true;
        foreach (var image in plan.Images)
        {
            if (!isFirst)
                yield return "";
            isFirst = false;
            foreach (var line in FormatLines(image, plan.IsRun ? image.Name : null))
                yield return line;
        }

        // A summary stands alone; on a terminal the errors follow.
        foreach (var failed in plan.Failed)
        {
            if (!isFirst)
                yield return "";
            isFirst = false;
            yield return $"### No plan for {Code(failed.Image)}";
            yield return "";
            foreach (var line in failed.Message.Split('\n'))
                yield return $"{Escape(line)}<br>";
        }

        foreach (var line in plan.Comparisons.SelectMany(comparison => ComparisonMarkdown.Format(comparison).Prepend("")))
            yield return line;
    }

    /// <summary>The same as one text; where there is no room for it, its sums.</summary>
    public static string Format(PublishPlan plan, int maximumBytes)
    {
        var text = string.Join('\n', Format(plan)) + "\n";
        return Fit(text, maximumBytes, $"### Plan for {plan.Images.Count} images\n\n{plan.Images.Sum(image => image.Tags.Count)} tags; there is no room here to list them.\n\nPlan {Code(plan.PlanHash.ToString())}\n");
    }

    /// <param name="plan">The plan.</param>
    /// <param name="name">What a run calls the image, or <c>null</c>.</param>
    public static IEnumerable<string> FormatLines(PlannedImage plan, string? name = null)
    {
        yield return $"### Plan for {(name is null || name == plan.Request.Image ? "" : $"{Code(name)}: ")}{Code(plan.Destination)}";
        yield return "";
        yield return $"Image {Code(plan.Image.ToString())} of commit {Code(plan.Commit)}{(plan.Dirty ? ", with uncommitted changes" : "")}{(plan.Environment is { } environment ? $", for environment {Escape(environment)}" : "")}.";
        yield return "";
        foreach (var finding in plan.Findings)
            yield return $"- **{Escape(finding.Rule)}**: {Escape(finding.Message)}";
        if (plan.Findings.Count > 0)
            yield return "";

        yield return "| Action | Tag | Before | After | Reason |";
        yield return "| --- | --- | --- | --- | --- |";
        foreach (var tag in plan.Tags)
            yield return $"| {PlanLines.FormatName(tag.Action)} | {Code(tag.Tag)} | {(tag.Before is null ? "" : Code(tag.Before.ToString()))} | {Code(tag.After.ToString())} | {Escape(tag.Reason ?? "")} |";

        if (plan.ByDigest is { } byDigest)
            yield return $"| {PlanLines.FormatName(byDigest)} | by digest | | {Code(plan.Image.ToString())} | |";

        if (plan.Kept is { } kept)
        {
            yield return "";
            yield return Escape(kept.Describe(plan.Destination, plan.Commit, isPlan: true));
        }

        if (plan.Blobs.Count > 0)
        {
            yield return "";
            yield return $"<details><summary>{PlanLines.FormatTotals(plan)}</summary>";
            yield return "";
            yield return "| Blob | Bytes | Digest |";
            yield return "| --- | ---: | --- |";
            foreach (var blob in plan.Blobs)
                yield return $"| {PlanLines.FormatName(blob.Outcome)}{(blob.From is null ? "" : $" from {Code(blob.From)}")} | {blob.Size:N0} | {Code(blob.Digest.ToString())} |";
            yield return "";
            yield return "</details>";
        }

        yield return "";
        yield return $"Plan {Code(plan.PlanHash!.ToString())}";
    }
}
