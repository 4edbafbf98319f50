using Plimsoll.Tags;
using Plimsoll.Tags.Hosts;

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

    /// <summary>Every tag with strategy, mutability and reason, then what was skipped and why.</summary>
    public IEnumerable<string> ToExplanation()
    {
        var table = new TextTable(["TAG", "STRATEGY", "MUTABILITY", "REASON"]);
        foreach (var tag in Tags)
            table.Add(tag.Value, tag.Strategy, tag.Mutability == Mutability.Immutable ? "immutable" : "moving", tag.Reason);
        foreach (var skipped in Skipped)
            table.Add("-", skipped.Strategy, "skipped", skipped.Reason);
        return table.Lines();
    }
}
