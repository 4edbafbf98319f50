using System.Text;
using Plimsoll.Tags;
using Plimsoll.Tags.Hosts;
using Plimsoll.Tags.Hosts.Outputs;

namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll tags</c>.</summary>
internal sealed record TagsReport(
    int SchemaVersion,
    string? Version,
    IReadOnlyList<TagEntry> Tags,
    IReadOnlyList<SkippedEntry> Skipped,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Combines a plan with its images, as they were given.</summary>
    public static TagsReport Create(TagPlan plan, IReadOnlyList<string> images) => new(
        1,
        plan.Version,
        [.. plan.Tags.Select(tag => new TagEntry(tag.Value, tag.Strategy, tag.Mutability, tag.Reason, [.. images.Select(image => $"{image}:{tag.Value}")]))],
        [.. plan.Skipped.Select(skipped => new SkippedEntry(skipped.Strategy, skipped.Reason))],
        plan.Labels,
        plan.Annotations,
        plan.Warnings);

    public string ToJson() => CliJson.Write(this, CliJson.Default.TagsReport);

    /// <summary>One full reference per line, image by image; without an image, one tag per line.</summary>
    public IEnumerable<string> ToLines() => Tags.Any(tag => tag.References.Count > 0)
        ? Enumerable.Range(0, Tags[0].References.Count).SelectMany(image => Tags.Select(tag => tag.References[image]))
        : Tags.Select(tag => tag.Value);

    /// <summary>The outputs of docker/metadata-action, by their names there.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ToOutputs() =>
    [
        new("version", Version ?? ""),
        new("tags", string.Join('\n', ToLines())),
        new("tag-names", string.Join('\n', Tags.Select(tag => tag.Value))),
        new("labels", OutputText.Lines(Labels)),
        new("annotations", OutputText.Lines(Annotations)),
        new("json", ToJson()),
    ];

    /// <summary>The same as <see cref="ToExplanation"/>, for the page of a CI run.</summary>
    public string ToMarkdown(int maximumBytes)
    {
        var text = new StringBuilder("### Tags\n\n| Tag | Strategy | Mutability | Why |\n| --- | --- | --- | --- |\n");
        foreach (var tag in Tags)
            text.Append($"| {MarkdownText.Code(tag.Value)} | {tag.Strategy} | {(tag.Mutability == Mutability.Immutable ? "immutable" : "moving")} | {MarkdownText.Escape(tag.Reason)} |\n");
        foreach (var skipped in Skipped)
            text.Append($"| | {skipped.Strategy} | skipped | {MarkdownText.Escape(skipped.Reason)} |\n");
        var markdown = text.ToString();
        return MarkdownText.Fit(markdown, maximumBytes, $"### Tags\n\n{Tags.Count} tags; there is no room here to list them.\n");
    }

    /// <summary>Every tag with strategy, mutability and reason, then what was skipped and why.</summary>
    public IEnumerable<string> ToExplanation(TableStyle style)
    {
        var table = new TextTable(["TAG", "STRATEGY", "MUTABILITY", "REASON"]);
        foreach (var tag in Tags)
            table.Add(tag.Value, tag.Strategy, tag.Mutability == Mutability.Immutable ? "immutable" : "moving", tag.Reason);
        foreach (var skipped in Skipped)
            table.Add("-", skipped.Strategy, "skipped", skipped.Reason);
        return table.Lines(style);
    }
}
