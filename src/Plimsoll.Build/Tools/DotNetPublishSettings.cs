namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet publish</c>.</summary>
[ToolSettings("dotnet", "publish", Tasks = "DotNetTasks")]
public sealed partial record DotNetPublishSettings : DotNetCompileSettings
{
    /// <summary>One target framework out of several.</summary>
    [Argument("--framework {value}")]
    public string? Framework { get; init; }

    /// <summary>Uses the result of the last build.</summary>
    [Argument("--no-build")]
    public bool NoBuild { get; init; }

    /// <summary>Takes the runtime along.</summary>
    [Argument("--self-contained {value}")]
    public bool? SelfContained { get; init; }

    /// <summary>A list of packages that are at the target already.</summary>
    [Argument("--manifest {value}")]
    public string? Manifest { get; init; }
}
