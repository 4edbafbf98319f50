using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Cli.Output;

/// <summary>A hold in force: which image was withdrawn from which environment, since when, by whom and why.</summary>
internal sealed record HoldEntry(
    string Id,
    string Destination,
    string Environment,
    string Digest,
    string? Version,
    DateTimeOffset HeldAt,
    string? HeldBy,
    string? Reason,
    string? RunUrl,
    IReadOnlyList<string> Tags)
{
    public static HoldEntry Create(Hold hold) => new(
        hold.Id, hold.Destination, hold.Environment, hold.Digest.ToString(), hold.Version, hold.HeldAt, hold.HeldBy, hold.Reason, hold.RunUrl, hold.Tags);
}
