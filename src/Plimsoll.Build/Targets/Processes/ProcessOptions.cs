namespace Plimsoll.Build.Targets;

/// <summary>How a command is run.</summary>
public sealed record ProcessOptions
{
    /// <summary>All defaults.</summary>
    public static ProcessOptions Default { get; } = new();

    /// <summary>Where it runs. The default is the root directory.</summary>
    public AbsolutePath? WorkingDirectory { get; init; }

    /// <summary>Variables on top of the build's own; <c>null</c> removes one. The default is none.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// Ends the build with the command's own status where that is one of <see cref="ExitCode"/>: for commands that
    /// keep this contract, as <c>plimsoll</c> does. The default is <c>false</c>: any failure is <see cref="ExitCode.Failed"/>.
    /// </summary>
    public bool PassExitCode { get; init; }

    /// <summary>Returns any status instead of throwing. The default is <c>false</c>.</summary>
    public bool AllowAnyExitCode { get; init; }

    /// <summary>Keeps the lines of standard output for <see cref="ProcessResult.Output"/>. The default is <c>false</c>.</summary>
    public bool CaptureOutput { get; init; }

    /// <summary>Shows the output in the build's, at normal verbosity. The default is <c>true</c>.</summary>
    public bool LogOutput { get; init; } = true;

    /// <summary>Shows the command line, at normal verbosity. The default is <c>true</c>.</summary>
    public bool LogInvocation { get; init; } = true;

    /// <summary>Lets the output give commands to the CI host, such as <c>::error::</c>. The default is <c>false</c>: they are made harmless.</summary>
    public bool AllowHostCommands { get; init; }

    /// <summary>Kills the process and its children after this time. The default is <c>null</c>: never.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>What a command left behind.</summary>
/// <param name="ExitCode">Its status.</param>
/// <param name="Output">The lines of its standard output where <see cref="ProcessOptions.CaptureOutput"/> is set, else none.</param>
public sealed record ProcessResult(int ExitCode, IReadOnlyList<string> Output);
