namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet run</c>.</summary>
[ToolSettings("dotnet", "run", Tasks = "DotNetTasks")]
public sealed partial record DotNetRunSettings : ToolSettings
{
    /// <summary>A project or its directory. The default is that in the working directory.</summary>
    [Argument("--project {value}")]
    public string? ProjectFile { get; init; }

    /// <summary>The configuration, such as <c>Release</c>.</summary>
    [Argument("--configuration {value}")]
    public string? Configuration { get; init; }

    /// <summary>One target framework out of several.</summary>
    [Argument("--framework {value}")]
    public string? Framework { get; init; }

    /// <summary>The runtime identifier, such as <c>linux-x64</c>.</summary>
    [Argument("--runtime {value}")]
    public string? Runtime { get; init; }

    /// <summary>The profile of <c>launchSettings.json</c>.</summary>
    [Argument("--launch-profile {value}")]
    public string? LaunchProfile { get; init; }

    /// <summary>Does not read <c>launchSettings.json</c>.</summary>
    [Argument("--no-launch-profile")]
    public bool NoLaunchProfile { get; init; }

    /// <summary>Uses the result of the last build.</summary>
    [Argument("--no-build")]
    public bool NoBuild { get; init; }

    /// <summary>Uses the result of the last restore.</summary>
    [Argument("--no-restore")]
    public bool NoRestore { get; init; }

    /// <summary>The verbosity, such as <c>minimal</c>; see <see cref="DotNetVerbosity"/>.</summary>
    [Argument("--verbosity {value}")]
    public string? Verbosity { get; init; }

    /// <summary>MSBuild properties.</summary>
    [Argument("-p:{key}={value}", IsMSBuildProperty = true)]
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>The arguments of the program.</summary>
    [Argument("{value}", AfterDashes = true)]
    public IReadOnlyList<string> ApplicationArguments { get; init; } = [];
}
