namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll search</c>.</summary>
internal sealed record SearchReport(int SchemaVersion, string Registry, string Term, IReadOnlyList<SearchEntry> Results);
