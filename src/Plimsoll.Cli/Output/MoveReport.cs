using Plimsoll.Publishing.Environments;

namespace Plimsoll.Cli.Output;

/// <summary>What a promotion or a rollback would do: the result of <c>--dry-run</c>.</summary>
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
    public static MoveReport Of(PreparedMove prepared) => new(
        1,
        prepared.Kind,
        prepared.Environment,
        prepared.From,
        prepared.Plan.Destination,
        prepared.Plan.Image.ToString(),
        prepared.Version,
        [.. prepared.Plan.Changes.Select(change => new MovedTag(change.Tag.Value, change.Tag.Strategy, change.Tag.Mutability, change.Action, change.Before?.ToString(), change.After.ToString()))],
        [.. prepared.Left.Select(left => new LeftTag(left.Tag, left.Reason))],
        prepared.Hold is { } hold ? new WithdrawnImage(hold.Digest.ToString(), hold.Version, hold.Reason) : null);

    public string ToJson() => CliJson.Write(this, CliJson.Default.MoveReport);
}
