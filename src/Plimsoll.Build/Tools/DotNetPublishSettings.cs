namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet publish</c>.</summary>
[ToolSettings("dotnet", "publish", Tasks = "DotNetTasks")]
public sealed partial record DotNetPublishSettings : DotNetCompileSettings
{
    /// <summary>One target framework out of several.</summary>
    [Argument("--framework {value}")]
    public string? Framework { get; init; }

    /// <summary>Builds the project only, not those that it refers to.</summary>
    [Argument("--no-dependencies")]
    public bool NoDependencies { get; init; }

    /// <summary>Restores everything, even if the last restore succeeded.</summary>
    [Argument("--force")]
    public bool Force { get; init; }

    /// <summary>Package sources of the restore; the default is those of the configuration.</summary>
    [Argument("--source {value}")]
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Uses the result of the last build.</summary>
    [Argument("--no-build")]
    public bool NoBuild { get; init; }

    /// <summary>Takes the runtime along.</summary>
    [Argument("--self-contained {value}")]
    public bool? SelfContained { get; init; }

    /// <summary>A list of packages that are at the target already.</summary>
    [Argument("--manifest {value}")]
    public string? Manifest { get; init; }

    /// <summary>Makes one file.</summary>
    [Argument("-p:PublishSingleFile={value}", IsMSBuildProperty = true)]
    public bool? PublishSingleFile { get; init; }

    /// <summary>Compiles to native code that starts sooner.</summary>
    [Argument("-p:PublishReadyToRun={value}", IsMSBuildProperty = true)]
    public bool? PublishReadyToRun { get; init; }

    /// <summary>Leaves out code that is not used.</summary>
    [Argument("-p:PublishTrimmed={value}", IsMSBuildProperty = true)]
    public bool? PublishTrimmed { get; init; }

    /// <summary>The profile of the project to publish with.</summary>
    [Argument("-p:PublishProfile={value}", IsMSBuildProperty = true)]
    public string? PublishProfile { get; init; }
}
