namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet tool restore</c>.</summary>
[ToolSettings("dotnet", "tool restore", Tasks = "DotNetTasks")]
public sealed partial record DotNetToolRestoreSettings : ToolSettings
{
    /// <summary>Package sources besides those of the configuration.</summary>
    [Argument("--add-source {value}")]
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The NuGet configuration file.</summary>
    [Argument("--configfile {value}")]
    public string? ConfigFile { get; init; }

    /// <summary>The manifest of the repository.</summary>
    [Argument("--tool-manifest {value}")]
    public string? ToolManifest { get; init; }

    /// <summary>Takes nothing from the HTTP cache.</summary>
    [Argument("--no-cache")]
    public bool NoCache { get; init; }

    /// <summary>Restores one package after the other.</summary>
    [Argument("--disable-parallel")]
    public bool DisableParallel { get; init; }

    /// <summary>Only warns of package sources that fail.</summary>
    [Argument("--ignore-failed-sources")]
    public bool IgnoreFailedSources { get; init; }

    /// <summary>The verbosity, such as <c>minimal</c>; see <see cref="DotNetVerbosity"/>.</summary>
    [Argument("--verbosity {value}")]
    public string? Verbosity { get; init; }
}
