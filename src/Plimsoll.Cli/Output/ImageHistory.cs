namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>plimsoll history</c>.</summary>
internal sealed record ImageHistory(int SchemaVersion, string Name, string Digest, IReadOnlyList<HistoryStep> Steps);
