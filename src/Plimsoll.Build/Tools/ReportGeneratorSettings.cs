namespace Plimsoll.Build.Tools;

/// <summary><c>reportgenerator</c>: reports of coverage.</summary>
[ToolSettings("reportgenerator", Tasks = "ReportGeneratorTasks")]
public sealed partial record ReportGeneratorSettings : PackageToolSettings
{
    /// <summary>The files of coverage, or patterns of them.</summary>
    [Argument("-reports:{value}", Separator = ";")]
    public IReadOnlyList<string> Reports { get; init; } = [];

    /// <summary>Where reports go.</summary>
    [Argument("-targetdir:{value}")]
    public string? TargetDirectory { get; init; }

    /// <summary>The kinds of reports.</summary>
    [Argument("-reporttypes:{value}", Separator = ";")]
    public IReadOnlyList<ReportTypes> ReportTypes { get; init; } = [];

    /// <summary>Where sources are.</summary>
    [Argument("-sourcedirs:{value}", Separator = ";")]
    public IReadOnlyList<string> SourceDirectories { get; init; } = [];

    /// <summary>Where the history is kept.</summary>
    [Argument("-historydir:{value}")]
    public string? HistoryDirectory { get; init; }

    /// <summary>Assemblies to take (<c>+Name</c>) and to leave (<c>-Name</c>).</summary>
    [Argument("-assemblyfilters:{value}", Separator = ";")]
    public IReadOnlyList<string> AssemblyFilters { get; init; } = [];

    /// <summary>Classes to take (<c>+Name</c>) and to leave (<c>-Name</c>).</summary>
    [Argument("-classfilters:{value}", Separator = ";")]
    public IReadOnlyList<string> ClassFilters { get; init; } = [];

    /// <summary>Files to take (<c>+Name</c>) and to leave (<c>-Name</c>).</summary>
    [Argument("-filefilters:{value}", Separator = ";")]
    public IReadOnlyList<string> FileFilters { get; init; } = [];

    /// <summary>Plugins.</summary>
    [Argument("-plugins:{value}", Separator = ";")]
    public IReadOnlyList<string> Plugins { get; init; } = [];

    /// <summary>A tag, such as the build's version.</summary>
    [Argument("-tag:{value}")]
    public string? Tag { get; init; }

    /// <summary>The title.</summary>
    [Argument("-title:{value}")]
    public string? Title { get; init; }

    /// <summary>How much is written: <c>Verbose</c>, <c>Info</c>, <c>Warning</c>, <c>Error</c> or <c>Off</c>.</summary>
    [Argument("-verbosity:{value}")]
    public string? Verbosity { get; init; }

    /// <summary>The license of the Pro edition. It is masked in everything that is printed.</summary>
    [Argument("-license:{value}", IsSecret = true)]
    public string? License { get; init; }

    /// <inheritdoc />
    protected override string PackageId => "ReportGenerator";

    /// <inheritdoc />
    protected override string ToolPackageId => "dotnet-reportgenerator-globaltool";

    /// <inheritdoc />
    protected override string PackageExecutable => "ReportGenerator.dll";
}
