namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll digest</c>.</summary>
internal sealed record DigestResult(int SchemaVersion, string Name, string Digest);
