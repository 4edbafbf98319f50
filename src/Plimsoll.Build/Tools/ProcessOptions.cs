
namespace Plimsoll.Build.Tools;

/// <summary>How a command is run.</summary>
public sealed record ProcessOptions
{
    /// <summary>All defaults.</summary>
    public static ProcessOptions Default { get; } = new();

    /// <summary>The working directory. The default is the root directory.</summary>
    public AbsolutePath? WorkingDirectory { get; init; }

    /// <summary>Variables added to the environment of the build; <c>null</c> removes one. The default is none.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// Ends the build with the exit code of the command where that is 1 to 8, or 130 for an interruption. The default is
    /// <c>false</c>: any failure is exit code 1.
    /// </summary>
    public bool PassExitCode { get; init; }

    /// <summary>Returns any exit code instead of throwing. The default is <c>false</c>.</summary>
    public bool AllowAnyExitCode { get; init; }

    /// <summary>Keeps the lines of standard output for <see cref="ProcessResult.Output"/>. The default is <c>false</c>.</summary>
    public bool CaptureOutput { get; init; }

    /// <summary>Shows the output in the build's, at normal verbosity. The default is <c>true</c>.</summary>
    public bool LogOutput { get; init; } = true;

    /// <summary>Receives the lines of both streams, from several threads, instead of the build's output. The default is <c>null</c>.</summary>
    public Action<OutputType, string>? Logger { get; init; }

    /// <summary>Shows the command line, at normal verbosity. The default is <c>true</c>.</summary>
    public bool LogInvocation { get; init; } = true;

    /// <summary>Lets the output contain commands to the build server, such as <c>::error::</c>. The default is <c>false</c>: they are neutralised.</summary>
    public bool AllowHostCommands { get; init; }

    /// <summary>Kills the process and its children after this time. The default is <c>null</c>: never.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Is given each line of standard error as well; from another thread. The default is <c>null</c>.</summary>
    internal Action<string>? TakeError { get; init; }

    /// <summary>Changes the command line and each line of output before they are shown or logged. The default is <c>null</c>.</summary>
    internal Func<string, string>? OutputFilter { get; init; }

    /// <summary>Hands what follows <c>/c</c> to <c>cmd</c> as it was typed, on Windows. The default is <c>false</c>: an argument stays one.</summary>
    internal bool IsShell { get; init; }
}
