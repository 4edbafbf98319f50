namespace Plimsoll.Cli.Output;

/// <summary>An image that is not.</summary>
internal sealed record SkippedPin(string File, int StartLine, int StartColumn, string Image, string Reason);
