namespace Plimsoll.Cli.Output;

/// <summary>An image that was not pinned, and why.</summary>
internal sealed record SkippedPin(string File, int StartLine, int StartColumn, string Image, string Reason, PinFirstSeen? FirstSeen);
