namespace Plimsoll.Build.Tools;

/// <summary><c>nuget restore</c>.</summary>
[ToolSettings("nuget", "restore", Tasks = "NuGetTasks")]
public sealed partial record NuGetRestoreSettings : ToolSettings
{
    /// <summary>The solution, project or <c>packages.config</c>.</summary>
    [Argument("{value}", Position = 1)]
    public string? TargetPath { get; init; }

    /// <summary>Package sources; the default is those of the configuration.</summary>
    [Argument("-Source {value}")]
    public IReadOnlyList<string> Source { get; init; } = [];

    /// <summary>Where packages go.</summary>
    [Argument("-PackagesDirectory {value}")]
    public string? PackagesDirectory { get; init; }

    /// <summary>What the solution is in.</summary>
    [Argument("-SolutionDirectory {value}")]
    public string? SolutionDirectory { get; init; }

    /// <summary>Takes nothing from the HTTP cache.</summary>
    [Argument("-NoHttpCache")]
    public bool NoCache { get; init; }

    /// <summary>Restores one package after the other.</summary>
    [Argument("-DisableParallelProcessing")]
    public bool DisableParallelProcessing { get; init; }

    /// <summary>The NuGet configuration file.</summary>
    [Argument("-ConfigFile {value}")]
    public string? ConfigFile { get; init; }

    /// <summary>How much is written: <c>quiet</c>, <c>normal</c> or <c>detailed</c>.</summary>
    [Argument("-Verbosity {value}")]
    public string? Verbosity { get; init; }

    /// <summary>Asks nothing.</summary>
    [Argument("-NonInteractive")]
    public bool NonInteractive { get; init; }
}
