namespace Plimsoll.Cli.Output;

/// <summary>One tag that was not derived.</summary>
internal sealed record SkippedEntry(string Strategy, string Reason);
