namespace Plimsoll.Build.Tools;

/// <summary>The result of a command.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">The lines of its standard output where <see cref="ProcessOptions.CaptureOutput"/> is set, else none.</param>
public sealed record ProcessResult(int ExitCode, IReadOnlyList<string> Output);
