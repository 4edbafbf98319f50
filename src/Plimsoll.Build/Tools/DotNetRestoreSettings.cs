namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet restore</c>.</summary>
[ToolSettings("dotnet", "restore", Tasks = "DotNetTasks")]
public sealed partial record DotNetRestoreSettings : DotNetSettings
{
    /// <summary>Package sources; the default is those of the configuration.</summary>
    [Argument("--source {value}")]
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The runtime identifier, such as <c>linux-x64</c>.</summary>
    [Argument("--runtime {value}")]
    public string? Runtime { get; init; }

    /// <summary>Where packages go.</summary>
    [Argument("--packages {value}")]
    public string? PackageDirectory { get; init; }

    /// <summary>The NuGet configuration file.</summary>
    [Argument("--configfile {value}")]
    public string? ConfigFile { get; init; }

    /// <summary>Takes nothing from the HTTP cache.</summary>
    [Argument("--no-cache")]
    public bool NoCache { get; init; }

    /// <summary>Restores one project after the other.</summary>
    [Argument("--disable-parallel")]
    public bool DisableParallel { get; init; }

    /// <summary>Only warns of package sources that fail.</summary>
    [Argument("--ignore-failed-sources")]
    public bool IgnoreFailedSources { get; init; }

    /// <summary>Restores everything, even if the last restore succeeded.</summary>
    [Argument("--force")]
    public bool Force { get; init; }

    /// <summary>Restores the project only, not those that it refers to.</summary>
    [Argument("--no-dependencies")]
    public bool NoDependencies { get; init; }

    /// <summary>Writes a lock file.</summary>
    [Argument("--use-lock-file")]
    public bool UseLockFile { get; init; }

    /// <summary>Fails where a lock file would change.</summary>
    [Argument("--locked-mode")]
    public bool LockedMode { get; init; }

    /// <summary>Where the lock file is.</summary>
    [Argument("--lock-file-path {value}")]
    public string? LockFilePath { get; init; }

    /// <summary>Evaluates all dependencies again, despite a lock file.</summary>
    [Argument("--force-evaluate")]
    public bool ForceEvaluate { get; init; }

    /// <summary>Lets the command ask, for instance for a login.</summary>
    [Argument("--interactive")]
    public bool Interactive { get; init; }
}
