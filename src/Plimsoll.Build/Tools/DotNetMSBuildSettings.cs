namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet msbuild</c>.</summary>
[ToolSettings("dotnet", "msbuild", Tasks = "DotNetTasks")]
public sealed partial record DotNetMSBuildSettings : ToolSettings
{
    /// <summary>A project or solution. The default is what MSBuild finds in the working directory.</summary>
    [Argument("{value}", Position = 1)]
    public string? TargetPath { get; init; }

    /// <summary>The targets.</summary>
    [Argument("-t:{value}", Separator = ";")]
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>The configuration, such as <c>Release</c>.</summary>
    [Argument("-p:Configuration={value}", IsMSBuildProperty = true)]
    public string? Configuration { get; init; }

    /// <summary>MSBuild properties.</summary>
    [Argument("-p:{key}={value}", IsMSBuildProperty = true)]
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>Restores first.</summary>
    [Argument("-restore")]
    public bool Restore { get; init; }

    /// <summary>How many processes build at the same time.</summary>
    [Argument("-m:{value}")]
    public int? MaxCpuCount { get; init; }

    /// <summary>The verbosity, such as <c>minimal</c>; see <see cref="DotNetVerbosity"/>.</summary>
    [Argument("-v:{value}")]
    public string? Verbosity { get; init; }

    /// <summary>Prints no banner.</summary>
    [Argument("-nologo")]
    public bool NoLogo { get; init; }
}
