namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet build</c>.</summary>
[ToolSettings("dotnet", "build", Tasks = "DotNetTasks")]
public sealed partial record DotNetBuildSettings : DotNetCompileSettings
{
    /// <summary>One target framework out of several.</summary>
    [Argument("--framework {value}")]
    public string? Framework { get; init; }

    /// <summary>Compiles everything, changed or not.</summary>
    [Argument("--no-incremental")]
    public bool NoIncremental { get; init; }

    /// <summary>Takes the runtime along.</summary>
    [Argument("--self-contained {value}")]
    public bool? SelfContained { get; init; }

    /// <summary>Makes a package too.</summary>
    [Argument("-p:GeneratePackageOnBuild={value}", IsMSBuildProperty = true)]
    public bool? GeneratePackageOnBuild { get; init; }
}
