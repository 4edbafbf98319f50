namespace Plimsoll.Cli.Output;

/// <summary>One step, newest first.</summary>
internal sealed record HistoryStep(string? Created, string? CreatedBy, string? Comment, string? Layer, long Size);
