namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll ls</c>.</summary>
internal sealed record TagList(int SchemaVersion, string Repository, IReadOnlyList<string> Tags);
