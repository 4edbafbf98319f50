using Plimsoll.Publishing.Environments;

namespace Plimsoll.Cli.Output;

/// <summary>What a promotion or a rollback would do with one image: the result of <c>--dry-run</c>.</summary>
internal sealed record MoveReport(
    int SchemaVersion,
    string Kind,
    string Environment,
    string? From,
    string Destination,
    string Image,
    string? Version,
    IReadOnlyList<MovedTag> Tags,
    IReadOnlyList<LeftTag> Left,
    WithdrawnImage? Withdrawn)
{
    public static MoveReport FromPlan(EnvironmentImagePlan plan) => new(
        1,
        plan.Kind,
        plan.Environment,
        plan.From,
        plan.Destination,
        plan.Image.ToString(),
        plan.Version,
        [.. plan.Tags.Select(change => new MovedTag(change.Tag.Value, change.Tag.Strategy, change.Tag.Mutability, change.Action, change.Before?.ToString(), change.After.ToString()))],
        [.. plan.Kept.Select(left => new LeftTag(left.Tag, left.Reason))],
        plan.Hold is { } hold ? new WithdrawnImage(hold.Digest.ToString(), hold.Version, hold.Reason) : null);

    public string ToJson() => CliJson.Write(this, CliJson.Default.MoveReport);
}
