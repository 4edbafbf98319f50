namespace Plimsoll.Cli.Output;

/// <summary>What an environment has of an image, and where: <c>image</c> is <c>destination</c>, without its registry where several hold the image; <c>drift</c> is <c>current</c>, <c>behind</c>, <c>rolledBack</c>, <c>moved</c> or <c>missing</c>; without a <c>version</c> the build is not a release.</summary>
internal sealed record BoardEntry(
    string Image,
    string Destination,
    string? Environment,
    string? Version,
    string Commit,
    bool Dirty,
    string? Digest,
    DateTimeOffset FinishedAt,
    string Drift,
    string? Now,
    IReadOnlyList<HoldEntry> Holds);
