namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll tag</c>: the image's digest, the tags that name it now in its repository, and all its new names.</summary>
internal sealed record TagResult(int SchemaVersion, string Repository, string Digest, IReadOnlyList<string> Tags, IReadOnlyList<string> References);
