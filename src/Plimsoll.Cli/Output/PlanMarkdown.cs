using System.Buffers;
using System.Text;
using Plimsoll.Hosts;
using Plimsoll.Publishing.Reports;
using Plimsoll.Publishing;

namespace Plimsoll.Cli.Output;

/// <summary>A plan for a job summary or a pull request: GitHub's Markdown, in which text from elsewhere stays text.</summary>
internal static class PlanMarkdown
{
    /// <summary>What begins something in Markdown or HTML, ends a cell, mentions somebody, or makes a link or an emoji.</summary>
    private const string Special = "\\`*_[]<>#|~&:@$";

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:/@+-");

    /// <param name="plan">The plan.</param>
    /// <param name="name">What a run calls the image, or <c>null</c>.</param>
    public static IEnumerable<string> LinesOf(SavedPlan plan, string? name = null)
    {
        yield return $"### Plan for {(name is null || name == plan.Request.Image ? "" : $"{Code(name)}: ")}{Code(plan.Destination)}";
        yield return "";
        yield return $"Image {Code(plan.Image.ToString())} of commit {Code(plan.Commit)}{(plan.Dirty ? ", working tree with changes" : "")}{(plan.Environment is { } environment ? $", for {Escape(environment)}" : "")}.";
        yield return "";
        foreach (var finding in plan.Findings)
            yield return $"- **{Escape(finding.Rule)}**: {Escape(finding.Message)}";
        if (plan.Findings.Count > 0)
            yield return "";

        yield return "| Action | Tag | Now | Then | Why |";
        yield return "| --- | --- | --- | --- | --- |";
        foreach (var tag in plan.Tags)
            yield return $"| {PlanText.Word(tag.Action)} | {Code(tag.Tag)} | {(tag.Before is null ? "" : Code(tag.Before.ToString()))} | {Code(tag.After.ToString())} | {Escape(tag.Reason ?? "")} |";

        if (plan.ByDigest is { } byDigest)
            yield return $"| {PlanText.Word(byDigest)} | by digest | | {Code(plan.Image.ToString())} | |";

        if (plan.Blobs.Count > 0)
        {
            yield return "";
            yield return $"<details><summary>{PlanText.Totals(plan)}</summary>";
            yield return "";
            yield return "| Blob | Bytes | Digest |";
            yield return "| --- | ---: | --- |";
            foreach (var blob in plan.Blobs)
                yield return $"| {PlanText.Word(blob.Outcome)}{(blob.From is null ? "" : $" from {Code(blob.From)}")} | {blob.Size:N0} | {Code(blob.Digest.ToString())} |";
            yield return "";
            yield return "</details>";
        }

        yield return "";
        yield return $"Plan {Code(plan.PlanHash!.ToString())}";
    }

    /// <summary>Text as it is, in a table's cell too. A character reference, unlike a backslash, is text to every renderer.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder();
        foreach (var c in LogText.Neutralize(text))
            if (Special.Contains(c))
                result.Append("&#").Append((int)c).Append(';');
            else
                result.Append(c);
        return result.ToString();
    }

    /// <summary>Tags, digests and names stay readable in the source; whatever could end backquotes goes into an element.</summary>
    public static string Code(string text) => text.AsSpan().ContainsAnyExcept(Plain) ? $"<code>{Escape(text)}</code>" : $"`{text}`";
}
