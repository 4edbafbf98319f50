using Plimsoll.Publishing.Environments;

namespace Plimsoll.Cli.Output;

/// <summary>What a promotion or a rollback would do with one image: the result of <c>--dry-run</c>.</summary>
internal sealed record EnvironmentChangeReport(
    int SchemaVersion,
    string Kind,
    string Environment,
    string? From,
    string Destination,
    string Image,
    string? Version,
    IReadOnlyList<PlannedTagEntry> Tags,
    IReadOnlyList<KeptTagEntry> Left,
    WithdrawnImage? Withdrawn)
{
    public static EnvironmentChangeReport FromPlan(EnvironmentImagePlan plan) => new(
        1,
        plan.Kind,
        plan.Environment,
        plan.From,
        plan.Destination,
        plan.Image.ToString(),
        plan.Version,
        [.. plan.Tags.Select(change => new PlannedTagEntry(change.Tag.Value, change.Tag.Strategy, change.Tag.Mutability, change.Action, change.Before?.ToString(), change.After.ToString()))],
        [.. plan.Kept.Select(left => new KeptTagEntry(left.Tag, left.Reason))],
        plan.Hold is { } hold ? new WithdrawnImage(hold.Digest.ToString(), hold.Version, hold.Reason) : null);

    public string ToJson() => CliJson.Write(this, CliJson.Default.EnvironmentChangeReport);
}
