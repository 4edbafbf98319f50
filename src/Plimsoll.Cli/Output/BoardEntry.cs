namespace Plimsoll.Cli.Output;

/// <summary>What an environment has of an image, and where: <c>image</c> is <c>destination</c>, without its registry where several hold the image; <c>drift</c> is <c>current</c>, <c>behind</c>, <c>moved</c> or <c>missing</c>.</summary>
internal sealed record BoardEntry(string Image, string Destination, string? Environment, string? Version, string Commit, string? Digest, DateTimeOffset FinishedAt, string Drift, string? Now);
