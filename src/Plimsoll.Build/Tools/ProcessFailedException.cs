
namespace Plimsoll.Build.Tools;

/// <summary>A command ended with a status that means failure, or took too long.</summary>
public sealed class ProcessFailedException : BuildException
{
    internal ProcessFailedException(int exitCode, string message, int? processExitCode, string? advice = null)
        : base(exitCode, message, advice) =>
        ProcessExitCode = processExitCode;

    /// <summary>The command's status, or <c>null</c> where it was killed for taking too long.</summary>
    public int? ProcessExitCode { get; }
}
