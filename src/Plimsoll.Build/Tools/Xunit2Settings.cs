namespace Plimsoll.Build.Tools;

/// <summary>The console runner of xunit 2.</summary>
[ToolSettings("xunit.console", Tasks = "XunitTasks")]
public sealed partial record Xunit2Settings : PackageToolSettings
{
    /// <summary>The assemblies with tests.</summary>
    [Argument("{value}", Position = 1)]
    public IReadOnlyList<string> TargetAssemblies { get; init; } = [];

    /// <summary>Assemblies with tests, each with its configuration file.</summary>
    [Argument("{key} {value}", Position = 1)]
    public IReadOnlyDictionary<string, string> TargetAssemblyWithConfigs { get; init; } = new Dictionary<string, string>();

    /// <summary>Prints no banner.</summary>
    [Argument("-nologo")]
    public bool NoLogo { get; init; }

    /// <summary>Writes without colours.</summary>
    [Argument("-nocolor")]
    public bool NoColor { get; init; }

    /// <summary>Takes skipped tests for failures.</summary>
    [Argument("-failskips")]
    public bool FailSkips { get; init; }

    /// <summary>Stops at the first failure.</summary>
    [Argument("-stoponfail")]
    public bool StopOnFail { get; init; }

    /// <summary>What runs at the same time: <c>none</c>, <c>collections</c>, <c>assemblies</c> or <c>all</c>.</summary>
    [Argument("-parallel {value}")]
    public string? Parallel { get; init; }

    /// <summary>How many threads run tests.</summary>
    [Argument("-maxthreads {value}")]
    public int? MaxThreads { get; init; }

    /// <summary>Does not copy the assemblies.</summary>
    [Argument("-noshadow")]
    public bool NoShadowCopying { get; init; }

    /// <summary>Prints messages about the runner.</summary>
    [Argument("-diagnostics")]
    public bool Diagnostics { get; init; }

    /// <summary>Runs tests with these traits only.</summary>
    [Argument("-trait {key}={value}")]
    public IReadOnlyDictionary<string, string> Traits { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs no test with these traits.</summary>
    [Argument("-notrait {key}={value}")]
    public IReadOnlyDictionary<string, string> ExcludedTraits { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs these tests only.</summary>
    [Argument("-method {value}")]
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Runs the tests of these classes only.</summary>
    [Argument("-class {value}")]
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Runs the tests of these namespaces only.</summary>
    [Argument("-namespace {value}")]
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Does not write as the build server likes it.</summary>
    [Argument("-noautoreporters")]
    public bool NoAutoReporters { get; init; }

    /// <summary>How progress is written: <c>appveyor</c>, <c>json</c>, <c>quiet</c>, <c>teamcity</c> or <c>verbose</c>.</summary>
    [Argument("-{value}")]
    public string? Reporter { get; init; }

    /// <summary>Files with results, by their format; see <see cref="Xunit2ResultFormat"/>.</summary>
    [Argument("-{key} {value}")]
    public IReadOnlyDictionary<string, string> ResultReports { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc />
    protected override string PackageId => "xunit.runner.console";

    /// <inheritdoc />
    protected override string PackageExecutable => "xunit.console.dll|xunit.console.exe";
}
