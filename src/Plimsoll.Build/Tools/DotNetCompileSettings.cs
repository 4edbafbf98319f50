namespace Plimsoll.Build.Tools;

/// <summary>What the commands that compile have in common.</summary>
[ToolSettings]
public abstract partial record DotNetCompileSettings : DotNetSettings
{
    /// <summary>The configuration, such as <c>Release</c>.</summary>
    [Argument("--configuration {value}")]
    public string? Configuration { get; init; }

    /// <summary>The runtime identifier, such as <c>linux-x64</c>.</summary>
    [Argument("--runtime {value}")]
    public string? Runtime { get; init; }

    /// <summary>The output directory.</summary>
    [Argument("--output {value}")]
    public string? Output { get; init; }

    /// <summary>Uses the result of the last restore.</summary>
    [Argument("--no-restore")]
    public bool NoRestore { get; init; }

    /// <summary>Lets the command ask, for instance for a login.</summary>
    [Argument("--interactive")]
    public bool Interactive { get; init; }

    /// <summary>The part of the version behind the dash, such as <c>beta.1</c>.</summary>
    [Argument("-p:VersionSuffix={value}", IsMSBuildProperty = true)]
    public string? VersionSuffix { get; init; }

    /// <summary>Where the restore puts packages.</summary>
    [Argument("-p:RestorePackagesPath={value}", IsMSBuildProperty = true)]
    public string? PackageDirectory { get; init; }

    /// <summary>Where the binary log goes.</summary>
    [Argument("-bl:{value}")]
    public string? BinaryLog { get; init; }

    /// <summary>Builds the project only, not those that it refers to.</summary>
    [Argument("--no-dependencies")]
    public bool NoDependencies { get; init; }

    /// <summary>Restores everything, even if the last restore succeeded.</summary>
    [Argument("--force")]
    public bool Force { get; init; }

    /// <summary>Package sources of the restore; the default is those of the configuration.</summary>
    [Argument("--source {value}")]
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Takes nothing from the HTTP cache.</summary>
    [Argument("--no-cache")]
    public bool NoCache { get; init; }

    /// <summary>Restores one project after the other.</summary>
    [Argument("--disable-parallel")]
    public bool DisableParallel { get; init; }

    /// <summary>Only warns of package sources that fail.</summary>
    [Argument("--ignore-failed-sources")]
    public bool IgnoreFailedSources { get; init; }

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
}
