namespace Plimsoll.Build.Tools;

/// <summary>MSBuild: that of Visual Studio where there is one, else <c>msbuild</c> on <c>PATH</c>, else <c>dotnet msbuild</c>.</summary>
[ToolSettings("msbuild", Tasks = "MSBuildTasks")]
public sealed partial record MSBuildSettings : MSBuildProjectSettings
{
    /// <summary>The targets.</summary>
    [Argument("-target:{value}", Separator = ";")]
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Restores packages before.</summary>
    [Argument("-restore")]
    public bool Restore { get; init; }

    /// <summary>How many projects are built at the same time. The default is one.</summary>
    [Argument("-maxcpucount:{value}")]
    public int? MaxCpuCount { get; init; }

    /// <summary>Leaves processes for the next build.</summary>
    [Argument("-nodeReuse:{value}")]
    public bool? NodeReuse { get; init; }

    /// <summary>Prints no banner.</summary>
    [Argument("-nologo")]
    public bool NoLogo { get; init; }

    /// <summary>Prints a summary of how projects were built.</summary>
    [Argument("-detailedsummary")]
    public bool DetailedSummary { get; init; }

    /// <summary>How much is written; see <see cref="MSBuildVerbosity"/>.</summary>
    [Argument("-verbosity:{value}")]
    public string? Verbosity { get; init; }

    /// <summary>Loggers.</summary>
    [Argument("-logger:{value}")]
    public IReadOnlyList<string> Loggers { get; init; } = [];

    /// <summary>Writes nothing to the console.</summary>
    [Argument("-noconsolelogger")]
    public bool NoConsoleLogger { get; init; }

    /// <summary>Where the binary log goes.</summary>
    [Argument("-bl:{value}")]
    public string? BinaryLog { get; init; }

    /// <summary>The version of the tools.</summary>
    [Argument("-toolsversion:{value}")]
    public string? ToolsVersion { get; init; }

    /// <summary>MSBuild properties.</summary>
    [Argument("-p:{key}={value}", IsMSBuildProperty = true)]
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>The configuration, such as <c>Release</c>.</summary>
    [Argument("-p:Configuration={value}", IsMSBuildProperty = true)]
    public string? Configuration { get; init; }

    /// <summary>The output directory.</summary>
    [Argument("-p:OutDir={value}", IsMSBuildProperty = true)]
    public string? OutDir { get; init; }

    /// <summary>The version that code which refers to the assembly is bound to.</summary>
    [Argument("-p:AssemblyVersion={value}", IsMSBuildProperty = true)]
    public string? AssemblyVersion { get; init; }

    /// <summary>The version of the file.</summary>
    [Argument("-p:FileVersion={value}", IsMSBuildProperty = true)]
    public string? FileVersion { get; init; }

    /// <summary>The version as people read it.</summary>
    [Argument("-p:InformationalVersion={value}", IsMSBuildProperty = true)]
    public string? InformationalVersion { get; init; }

    /// <summary>The version of packages.</summary>
    [Argument("-p:PackageVersion={value}", IsMSBuildProperty = true)]
    public string? PackageVersion { get; init; }

    /// <summary>The name of packages.</summary>
    [Argument("-p:PackageId={value}", IsMSBuildProperty = true)]
    public string? PackageId { get; init; }

    /// <summary>Where packages go.</summary>
    [Argument("-p:PackageOutputPath={value}", IsMSBuildProperty = true)]
    public string? PackageOutputPath { get; init; }

    /// <summary>Makes a package of symbols too.</summary>
    [Argument("-p:IncludeSymbols={value}", IsMSBuildProperty = true)]
    public bool? IncludeSymbols { get; init; }

    /// <summary>The format of that package; see <see cref="DotNetSymbolPackageFormat"/>.</summary>
    [Argument("-p:SymbolPackageFormat={value}", IsMSBuildProperty = true)]
    public string? SymbolPackageFormat { get; init; }

    /// <summary>What is new in packages.</summary>
    [Argument("-p:PackageReleaseNotes={value}", IsMSBuildProperty = true)]
    public string? PackageReleaseNotes { get; init; }

    /// <summary>The repository of the sources.</summary>
    [Argument("-p:RepositoryUrl={value}", IsMSBuildProperty = true)]
    public string? RepositoryUrl { get; init; }

    /// <summary>Where the restore puts packages.</summary>
    [Argument("-p:RestorePackagesPath={value}", IsMSBuildProperty = true)]
    public string? RestorePackagesPath { get; init; }

    /// <summary>Runs the analyzers.</summary>
    [Argument("-p:RunCodeAnalysis={value}", IsMSBuildProperty = true)]
    public bool? RunCodeAnalysis { get; init; }

    /// <summary>Fails on warnings.</summary>
    [Argument("-p:TreatWarningsAsErrors={value}", IsMSBuildProperty = true)]
    public bool? TreatWarningsAsErrors { get; init; }

    /// <summary>The level of warnings.</summary>
    [Argument("-p:WarningLevel={value}", IsMSBuildProperty = true)]
    public int? WarningLevel { get; init; }

    /// <summary>Warnings that are not shown.</summary>
    [Argument("-p:NoWarn={value}", IsMSBuildProperty = true, Separator = ";")]
    public IReadOnlyList<string> NoWarns { get; init; } = [];

    /// <summary>Warnings that fail.</summary>
    [Argument("-p:WarningsAsErrors={value}", IsMSBuildProperty = true, Separator = ";")]
    public IReadOnlyList<string> WarningsAsErrors { get; init; } = [];
}
