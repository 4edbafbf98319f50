
namespace Plimsoll.Build.Tools;

/// <summary>A command ended with an exit code that means failure, or was killed because it ran too long.</summary>
public sealed class ProcessFailedException : ProcessException
{
    internal ProcessFailedException(int exitCode, string message, int? processExitCode, string? advice = null)
        : base(exitCode, message, advice) =>
        ProcessExitCode = processExitCode;

    /// <summary>The exit code of the command, or <c>null</c> if it was killed because it ran too long.</summary>
    public int? ProcessExitCode { get; }
}
