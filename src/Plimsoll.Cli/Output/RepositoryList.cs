namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll ls</c> for a registry.</summary>
internal sealed record RepositoryList(int SchemaVersion, string Registry, IReadOnlyList<string> Repositories);
