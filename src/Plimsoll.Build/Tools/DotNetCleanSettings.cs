namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet clean</c>.</summary>
[ToolSettings("dotnet", "clean", Tasks = "DotNetTasks")]
public sealed partial record DotNetCleanSettings : DotNetSettings
{
    /// <summary>The configuration, such as <c>Release</c>.</summary>
    [Argument("--configuration {value}")]
    public string? Configuration { get; init; }

    /// <summary>One target framework out of several.</summary>
    [Argument("--framework {value}")]
    public string? Framework { get; init; }

    /// <summary>The runtime identifier, such as <c>linux-x64</c>.</summary>
    [Argument("--runtime {value}")]
    public string? Runtime { get; init; }

    /// <summary>The output directory.</summary>
    [Argument("--output {value}")]
    public string? Output { get; init; }
}
