namespace Plimsoll.Build.Tools;

/// <summary><c>coverlet</c>: runs tests and reports what they cover.</summary>
[ToolSettings("coverlet", Tasks = "CoverletTasks")]
public sealed partial record CoverletSettings : PackageToolSettings
{
    /// <summary>The assembly with tests.</summary>
    [Argument("{value}", Position = 1)]
    public string? Assembly { get; init; }

    /// <summary>The program that runs them.</summary>
    [Argument("--target {value}")]
    public string? Target { get; init; }

    /// <summary>Its arguments.</summary>
    [Argument("--targetargs {value}", Separator = " ")]
    public IReadOnlyList<string> TargetArgs { get; init; } = [];

    /// <summary>The file or directory of the reports.</summary>
    [Argument("--output {value}")]
    public string? Output { get; init; }

    /// <summary>The formats of the reports; see <see cref="CoverletOutputFormat"/>.</summary>
    [Argument("--format {value}")]
    public IReadOnlyList<string> Format { get; init; } = [];

    /// <summary>Fails where less is covered, in percent.</summary>
    [Argument("--threshold {value}")]
    public int? Threshold { get; init; }

    /// <summary>What that is of: <c>line</c>, <c>branch</c> or <c>method</c>.</summary>
    [Argument("--threshold-type {value}")]
    public string? ThresholdType { get; init; }

    /// <summary>Modules and types that are left out.</summary>
    [Argument("--exclude {value}")]
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Modules and types that are reported only.</summary>
    [Argument("--include {value}")]
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Source files that are left out.</summary>
    [Argument("--exclude-by-file {value}")]
    public IReadOnlyList<string> ExcludeByFile { get; init; } = [];

    /// <summary>A report that is joined to this one.</summary>
    [Argument("--merge-with {value}")]
    public string? MergeWith { get; init; }

    /// <inheritdoc />
    protected override string PackageId => "coverlet.console";

    /// <inheritdoc />
    protected override string PackageExecutable => "coverlet.console.dll";
}
