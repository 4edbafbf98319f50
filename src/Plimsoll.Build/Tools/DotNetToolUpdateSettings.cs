namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet tool update</c>.</summary>
[ToolSettings("dotnet", "tool update", Tasks = "DotNetTasks")]
public sealed partial record DotNetToolUpdateSettings : ToolSettings
{
    /// <summary>The package of the tool.</summary>
    [Argument("{value}", Position = 1)]
    public string? PackageName { get; init; }

    /// <summary>For the user.</summary>
    [Argument("--global")]
    public bool Global { get; init; }

    /// <summary>For the repository, in its manifest.</summary>
    [Argument("--local")]
    public bool Local { get; init; }

    /// <summary>For the directory.</summary>
    [Argument("--tool-path {value}")]
    public string? ToolInstallationPath { get; init; }

    /// <summary>The version, or a pattern such as <c>2.*</c>.</summary>
    [Argument("--version {value}")]
    public string? Version { get; init; }

    /// <summary>The target framework that it must be made for.</summary>
    [Argument("--framework {value}")]
    public string? Framework { get; init; }

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

    /// <summary>Also takes an older version than what is installed.</summary>
    [Argument("--allow-downgrade")]
    public bool AllowDowngrade { get; init; }
}
