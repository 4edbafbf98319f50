namespace Plimsoll.Cli.Output;

/// <summary>One receipt; <c>place</c> is its file, or the reference of the manifest that holds it.</summary>
internal sealed record ReceiptEntry(
    string Place,
    string Kind,
    DateTimeOffset StartedAt,
    DateTimeOffset FinishedAt,
    string Destination,
    string? Environment,
    string? Version,
    string? Digest,
    string Commit,
    bool Dirty,
    string? Actor,
    string? RunUrl,
    IReadOnlyList<string> Tags);
