namespace Plimsoll.Build.Tools;

/// <summary>The console runner of NUnit 3.</summary>
[ToolSettings("nunit3-console", Tasks = "NUnitTasks")]
public sealed partial record NUnit3Settings : PackageToolSettings
{
    /// <summary>The assemblies with tests.</summary>
    [Argument("{value}", Position = 1)]
    public IReadOnlyList<string> InputFiles { get; init; } = [];

    /// <summary>Runs these tests only.</summary>
    [Argument("--test={value}", Separator = ",")]
    public IReadOnlyList<string> Tests { get; init; } = [];

    /// <summary>A file that lists the tests to run.</summary>
    [Argument("--testlist={value}")]
    public string? TestListFile { get; init; }

    /// <summary>Which tests to run, such as <c>cat == Fast</c>.</summary>
    [Argument("--where={value}")]
    public string? WhereExpression { get; init; }

    /// <summary>Parameters of tests.</summary>
    [Argument("--testparam={key}={value}")]
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>How long a test may take, in milliseconds.</summary>
    [Argument("--timeout={value}")]
    public int? Timeout { get; init; }

    /// <summary>How many tests run at the same time.</summary>
    [Argument("--workers={value}")]
    public int? Workers { get; init; }

    /// <summary>How many processes run at the same time.</summary>
    [Argument("--agents={value}")]
    public int? Agents { get; init; }

    /// <summary>Stops at the first failure.</summary>
    [Argument("--stoponerror")]
    public bool StopOnError { get; init; }

    /// <summary>Where results go.</summary>
    [Argument("--work={value}")]
    public string? WorkPath { get; init; }

    /// <summary>The file that output of tests goes to.</summary>
    [Argument("--output={value}")]
    public string? OutputFile { get; init; }

    /// <summary>Files with results.</summary>
    [Argument("--result={value}")]
    public IReadOnlyList<string> Results { get; init; } = [];

    /// <summary>Writes no file with results.</summary>
    [Argument("--noresult")]
    public bool NoResults { get; init; }

    /// <summary>What is written of tests: <c>Off</c>, <c>On</c>, <c>Before</c>, <c>After</c> or <c>BeforeAndAfter</c>.</summary>
    [Argument("--labels={value}")]
    public string? Labels { get; init; }

    /// <summary>Writes as TeamCity reads it.</summary>
    [Argument("--teamcity")]
    public bool TeamCity { get; init; }

    /// <summary>Prints no banner.</summary>
    [Argument("--noheader")]
    public bool NoHeader { get; init; }

    /// <summary>Writes without colours.</summary>
    [Argument("--nocolor")]
    public bool NoColor { get; init; }

    /// <summary>Runs tests as a process of 32 bits.</summary>
    [Argument("--x86")]
    public bool X86 { get; init; }

    /// <summary>Copies the assemblies.</summary>
    [Argument("--shadowcopy")]
    public bool ShadowCopy { get; init; }

    /// <inheritdoc />
    protected override string PackageId => "NUnit.ConsoleRunner";

    /// <inheritdoc />
    protected override string PackageExecutable => "nunit3-console.dll|nunit3-console.exe";
}
