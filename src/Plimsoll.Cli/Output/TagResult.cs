namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll tag</c>: the image's digest, and the tags that name it now.</summary>
internal sealed record TagResult(int SchemaVersion, string Repository, string Digest, IReadOnlyList<string> Tags);
