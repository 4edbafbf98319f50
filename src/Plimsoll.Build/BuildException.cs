namespace Plimsoll.Build;

/// <summary>
/// A failure that the user of the build can act on. The message says what failed, where and why; <see cref="Advice"/>
/// says what to do next. It is printed without a stack trace, and characters that steer a terminal are escaped.
/// </summary>
public class BuildException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="exitCode">The exit code of the process: 1 to 255.</param>
    /// <param name="message">What failed, where and why, in one or more sentences.</param>
    /// <param name="advice">What to do next, or <c>null</c> where the message already says it.</param>
    /// <param name="innerException">The cause, shown only at debug verbosity.</param>
    public BuildException(int exitCode, string message, string? advice = null, Exception? innerException = null)
        : base(PrintableText.Clean(message), innerException)
    {
        ExitCode = exitCode;
        Advice = advice is null ? null : PrintableText.Clean(advice);
    }

    /// <summary>The exit code of the process.</summary>
    public int ExitCode { get; }

    /// <summary>What to do next, or <c>null</c>.</summary>
    public string? Advice { get; }

    /// <summary>A command line, parameter or build that cannot be used (exit code 2).</summary>
    public static BuildException Usage(string message, string? advice = null, Exception? innerException = null) =>
        new(BuildExitCode.Usage, message, advice, innerException);
}
