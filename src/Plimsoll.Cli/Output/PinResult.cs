namespace Plimsoll.Cli.Output;

/// <summary>The result of <c>pin</c> as JSON.</summary>
internal sealed record PinResult(int SchemaVersion, IReadOnlyList<PinChange> Changes, IReadOnlyList<SkippedPin> Skipped);
