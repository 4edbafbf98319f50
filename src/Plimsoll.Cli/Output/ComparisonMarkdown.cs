using Plimsoll.Oci;
using Plimsoll.Publishing.Comparison;
using static Plimsoll.Tags.Hosts.MarkdownText;

namespace Plimsoll.Cli.Output;

/// <summary>A comparison for a pull request or a job summary: GitHub's Markdown, in which text from elsewhere stays text.</summary>
internal static class ComparisonMarkdown
{
    public static IEnumerable<string> Format(ImageComparison comparison)
    {
        yield return $"### {Code(comparison.From)} → {Code(comparison.To)}";
        yield return "";
        if (!comparison.HasChanges)
        {
            yield return $"The images are the same: {Code(comparison.After.ToString())}, {HumanSize.Format(comparison.SizeAfter)}.";
            yield break;
        }

        yield return "| Platform | Size | Layers | Settings | Base |";
        yield return "| --- | --- | --- | --- | --- |";
        foreach (var platform in comparison.Platforms)
            yield return $"| {Name(platform)}{(platform.Kind is ChangeKind.Changed ? "" : $" ({platform.Kind.ToString().ToLowerInvariant()})")} | {ComparisonLines.FormatSize(platform.SizeBefore, platform.SizeAfter)} | {FormatLayers(platform)} | {(platform.Settings.Count == 0 ? "" : $"{platform.Settings.Count} changed")} | {Escape(ComparisonLines.FormatBase(platform) ?? "")} |";
        if (comparison.Platforms.Count > 1)
            yield return $"| all | {ComparisonLines.FormatSize(comparison.SizeBefore, comparison.SizeAfter)} | | | |";

        foreach (var platform in comparison.Platforms.Where(platform => platform.Kind == ChangeKind.Changed))
            foreach (var line in FormatDetails(platform))
                yield return line;
        yield return "";
        yield return $"{Code(comparison.Before.ToString())} → {Code(comparison.After.ToString())}";
    }

    private static IEnumerable<string> FormatDetails(PlatformComparison platform)
    {
        yield return "";
        yield return $"<details><summary>{Escape(platform.Platform?.ToString() ?? "no platform")}</summary>";
        yield return "";
        if (platform.Settings.Count > 0)
        {
            yield return "| Setting | Before | After |";
            yield return "| --- | --- | --- |";
            foreach (var setting in platform.Settings)
                yield return $"| {Code(setting.Name)} | {(setting.Before is null ? "" : Code(setting.Before))} | {(setting.After is null ? "" : Code(setting.After))} |";
            yield return "";
        }

        yield return "| Layer | Size | Digest | Created by |";
        yield return "| --- | ---: | --- | --- |";
        foreach (var layer in platform.Layers)
            yield return $"| {ComparisonLines.NameOf(layer)} | {HumanSize.Format(Math.Max(layer.SizeBefore, layer.SizeAfter))} | {Code(layer.Digest.ToString())} | {(layer.CreatedBy is null ? "" : Code(layer.CreatedBy))} |";
        yield return "";
        yield return "</details>";
    }

    private static string Name(PlatformComparison platform) => platform.Platform is null ? "" : Code(platform.Platform.ToString());

    /// <summary>How many layers, and how large: <c>3 same (28MB), 1 added (2.1MB)</c>.</summary>
    private static string FormatLayers(PlatformComparison platform) => string.Join(", ", platform.Layers
        .GroupBy(ComparisonLines.NameOf)
        .Select(group => $"{group.Count()} {group.Key} ({HumanSize.Format(group.Sum(layer => Math.Max(layer.SizeBefore, layer.SizeAfter)))})"));
}
