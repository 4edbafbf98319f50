namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet workload install</c>.</summary>
[ToolSettings("dotnet", "workload install", Tasks = "DotNetTasks")]
public sealed partial record DotNetWorkloadInstallSettings : ToolSettings
{
    /// <summary>The workloads.</summary>
    [Argument("{value}", Position = 1)]
    public IReadOnlyList<string> WorkloadId { get; init; } = [];

    /// <summary>Package sources.</summary>
    [Argument("--source {value}")]
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The NuGet configuration file.</summary>
    [Argument("--configfile {value}")]
    public string? ConfigFile { get; init; }

    /// <summary>The version of the set of workloads.</summary>
    [Argument("--version {value}")]
    public string? Version { get; init; }

    /// <summary>Also takes previews.</summary>
    [Argument("--include-previews")]
    public bool IncludePreviews { get; init; }

    /// <summary>Does not update manifests first.</summary>
    [Argument("--skip-manifest-update")]
    public bool SkipManifestUpdate { get; init; }

    /// <summary>Only warns of package sources that fail.</summary>
    [Argument("--ignore-failed-sources")]
    public bool IgnoreFailedSources { get; init; }

    /// <summary>Takes nothing from the HTTP cache.</summary>
    [Argument("--no-cache")]
    public bool NoCache { get; init; }

    /// <summary>The verbosity, such as <c>minimal</c>; see <see cref="DotNetVerbosity"/>.</summary>
    [Argument("--verbosity {value}")]
    public string? Verbosity { get; init; }
}
