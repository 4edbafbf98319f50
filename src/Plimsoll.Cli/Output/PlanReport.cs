using Plimsoll.Publishing;
using Plimsoll.Tags;

namespace Plimsoll.Cli.Output;

/// <summary>What publishing would do, or has done: the result of <c>plimsoll publish</c>.</summary>
internal sealed record PlanReport(int SchemaVersion, string Destination, string Image, IReadOnlyList<ChangeEntry> Tags)
{
    public static PlanReport Of(PublishPlan plan) => new(
        1,
        plan.Destination,
        plan.Image.ToString(),
        [.. plan.Changes.Select(change => new ChangeEntry(change.Tag.Value, change.Tag.Strategy, change.Tag.Mutability, change.Action, change.Before?.ToString(), change.After.ToString(), change.Reason))]);

    public string ToJson() => CliJson.Write(this, CliJson.Default.PlanReport);

    /// <summary>A row a tag: what is done, and before → after.</summary>
    public IEnumerable<string> ToLines()
    {
        var table = new TextTable(["ACTION", "TAG", "DIGEST"]);
        foreach (var change in Tags)
            table.Add(Word(change.Action), change.Tag, change.Action is TagAction.Move or TagAction.Refuse ? $"{change.Before} → {change.After}" : change.After);
        return table.Lines();
    }

    private static string Word(TagAction action) => action.ToString().ToLowerInvariant();
}

/// <summary>One tag of a plan.</summary>
internal sealed record ChangeEntry(string Tag, string Strategy, Mutability Mutability, TagAction Action, string? Before, string After, string? Reason);
