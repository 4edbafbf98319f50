namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet test</c>.</summary>
[ToolSettings("dotnet", "test", Tasks = "DotNetTasks")]
public sealed partial record DotNetTestSettings : DotNetCompileSettings
{
    /// <summary>One target framework out of several.</summary>
    [Argument("--framework {value}")]
    public string? Framework { get; init; }

    /// <summary>Uses the result of the last build.</summary>
    [Argument("--no-build")]
    public bool NoBuild { get; init; }

    /// <summary>A filter of tests, such as <c>FullyQualifiedName~Tags</c>.</summary>
    [Argument("--filter {value}")]
    public string? Filter { get; init; }

    /// <summary>Loggers, such as <c>trx</c>.</summary>
    [Argument("--logger {value}")]
    public IReadOnlyList<string> Loggers { get; init; } = [];

    /// <summary>The directory of the result files.</summary>
    [Argument("--results-directory {value}")]
    public string? ResultsDirectory { get; init; }

    /// <summary>The settings of the run: a <c>.runsettings</c> file.</summary>
    [Argument("--settings {value}")]
    public string? SettingsFile { get; init; }

    /// <summary>What collects data, such as <c>XPlat Code Coverage</c>.</summary>
    [Argument("--collect {value}")]
    public string? DataCollector { get; init; }

    /// <summary>Where test adapters are.</summary>
    [Argument("--test-adapter-path {value}")]
    public string? TestAdapterPath { get; init; }

    /// <summary>The file that diagnostics of the test platform go to.</summary>
    [Argument("--diag {value}")]
    public string? DiagnosticsFile { get; init; }

    /// <summary>Lists the tests, and runs none.</summary>
    [Argument("--list-tests")]
    public bool ListTests { get; init; }

    /// <summary>Finds out which test crashed the host.</summary>
    [Argument("--blame")]
    public bool BlameMode { get; init; }

    /// <summary>Dumps the host if it crashes.</summary>
    [Argument("--blame-crash")]
    public bool BlameCrash { get; init; }

    /// <summary>The kind of that dump: <c>mini</c> or <c>full</c>.</summary>
    [Argument("--blame-crash-dump-type {value}")]
    public string? BlameCrashDumpType { get; init; }

    /// <summary>Dumps the host if a test hangs.</summary>
    [Argument("--blame-hang")]
    public bool BlameHang { get; init; }

    /// <summary>The kind of that dump: <c>mini</c>, <c>full</c> or <c>none</c>.</summary>
    [Argument("--blame-hang-dump-type {value}")]
    public string? BlameHangDumpType { get; init; }

    /// <summary>How long a test may take, such as <c>90s</c> or <c>5m</c>.</summary>
    [Argument("--blame-hang-timeout {value}")]
    public string? BlameHangTimeout { get; init; }

    /// <summary>Variables of the test host.</summary>
    [Argument("--environment {key}={value}")]
    public IReadOnlyDictionary<string, string> TestEnvironmentVariables { get; init; } = new Dictionary<string, string>();

    /// <summary>Settings of the run, such as <c>RunConfiguration.MaxCpuCount</c>.</summary>
    [Argument("{key}={value}", AfterDashes = true)]
    public IReadOnlyDictionary<string, string> RunSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>Reports what tests cover, with the package <c>coverlet.msbuild</c>.</summary>
    [Argument("-p:CollectCoverage={value}", IsMSBuildProperty = true)]
    public bool? CollectCoverage { get; init; }

    /// <summary>The format of that report; see <see cref="Tools.CoverletOutputFormat"/>.</summary>
    [Argument("-p:CoverletOutputFormat={value}", IsMSBuildProperty = true)]
    public string? CoverletOutputFormat { get; init; }

    /// <summary>The file or directory of that report.</summary>
    [Argument("-p:CoverletOutput={value}", IsMSBuildProperty = true)]
    public string? CoverletOutput { get; init; }

    /// <summary>Source files that it leaves out, separated by commas.</summary>
    [Argument("-p:ExcludeByFile={value}", IsMSBuildProperty = true)]
    public string? ExcludeByFile { get; init; }

    /// <summary>Names sources by their address.</summary>
    [Argument("-p:UseSourceLink={value}", IsMSBuildProperty = true)]
    public bool? UseSourceLink { get; init; }
}
