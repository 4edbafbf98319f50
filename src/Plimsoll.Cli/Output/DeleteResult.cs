namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll delete</c>.</summary>
internal sealed record DeleteResult(int SchemaVersion, string Repository, string Digest);
