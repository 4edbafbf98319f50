namespace Plimsoll.Build.Tools;

/// <summary>What a command left behind.</summary>
/// <param name="ExitCode">Its status.</param>
/// <param name="Output">The lines of its standard output where <see cref="ProcessOptions.CaptureOutput"/> is set, else none.</param>
public sealed record ProcessResult(int ExitCode, IReadOnlyList<string> Output);
