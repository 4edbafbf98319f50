namespace Plimsoll.Build.Tools;

/// <summary>What the <c>dotnet</c> commands that run MSBuild have in common.</summary>
[ToolSettings]
public abstract partial record DotNetSettings : ToolSettings
{
    /// <summary>A project, solution or directory. The default is what <c>dotnet</c> finds in the working directory.</summary>
    [Argument("{value}", Position = 1)]
    public string? ProjectFile { get; init; }

    /// <summary>The verbosity, such as <c>minimal</c>; see <see cref="DotNetVerbosity"/>.</summary>
    [Argument("--verbosity {value}")]
    public string? Verbosity { get; init; }

    /// <summary>Prints no banner. The default is <c>true</c>.</summary>
    [Argument("--nologo")]
    public bool NoLogo { get; init; } = true;

    /// <summary>MSBuild properties.</summary>
    [Argument("-p:{key}={value}", IsMSBuildProperty = true)]
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>The version of packages and, unless told otherwise, of assemblies.</summary>
    [Argument("-p:Version={value}", IsMSBuildProperty = true)]
    public string? Version { get; init; }

    /// <summary>The part of the version before the dash.</summary>
    [Argument("-p:VersionPrefix={value}", IsMSBuildProperty = true)]
    public string? VersionPrefix { get; init; }

    /// <summary>The version that code which refers to the assembly is bound to.</summary>
    [Argument("-p:AssemblyVersion={value}", IsMSBuildProperty = true)]
    public string? AssemblyVersion { get; init; }

    /// <summary>The version of the file.</summary>
    [Argument("-p:FileVersion={value}", IsMSBuildProperty = true)]
    public string? FileVersion { get; init; }

    /// <summary>The version as people read it.</summary>
    [Argument("-p:InformationalVersion={value}", IsMSBuildProperty = true)]
    public string? InformationalVersion { get; init; }

    /// <summary>The version of packages, if it is another than that of assemblies.</summary>
    [Argument("-p:PackageVersion={value}", IsMSBuildProperty = true)]
    public string? PackageVersion { get; init; }

    /// <summary>The name of packages.</summary>
    [Argument("-p:PackageId={value}", IsMSBuildProperty = true)]
    public string? PackageId { get; init; }

    /// <summary>The title of packages.</summary>
    [Argument("-p:Title={value}", IsMSBuildProperty = true)]
    public string? Title { get; init; }

    /// <summary>What packages say they do.</summary>
    [Argument("-p:Description={value}", IsMSBuildProperty = true)]
    public string? Description { get; init; }

    /// <summary>The authors of packages.</summary>
    [Argument("-p:Authors={value}", IsMSBuildProperty = true, Separator = ",")]
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>The copyright notice.</summary>
    [Argument("-p:Copyright={value}", IsMSBuildProperty = true)]
    public string? Copyright { get; init; }

    /// <summary>The tags of packages.</summary>
    [Argument("-p:PackageTags={value}", IsMSBuildProperty = true, Separator = " ")]
    public IReadOnlyList<string> PackageTags { get; init; } = [];

    /// <summary>The page of packages.</summary>
    [Argument("-p:PackageProjectUrl={value}", IsMSBuildProperty = true)]
    public string? PackageProjectUrl { get; init; }

    /// <summary>The page with the license of packages.</summary>
    [Argument("-p:PackageLicenseUrl={value}", IsMSBuildProperty = true)]
    public string? PackageLicenseUrl { get; init; }

    /// <summary>The icon of packages.</summary>
    [Argument("-p:PackageIconUrl={value}", IsMSBuildProperty = true)]
    public string? PackageIconUrl { get; init; }

    /// <summary>What is new in packages.</summary>
    [Argument("-p:PackageReleaseNotes={value}", IsMSBuildProperty = true)]
    public string? PackageReleaseNotes { get; init; }

    /// <summary>Asks who installs the package to accept the license.</summary>
    [Argument("-p:PackageRequireLicenseAcceptance={value}", IsMSBuildProperty = true)]
    public bool? PackageRequireLicenseAcceptance { get; init; }

    /// <summary>The repository of the sources.</summary>
    [Argument("-p:RepositoryUrl={value}", IsMSBuildProperty = true)]
    public string? RepositoryUrl { get; init; }

    /// <summary>The kind of that repository, such as <c>git</c>.</summary>
    [Argument("-p:RepositoryType={value}", IsMSBuildProperty = true)]
    public string? RepositoryType { get; init; }

    /// <summary>Makes the same bytes of the same sources.</summary>
    [Argument("-p:Deterministic={value}", IsMSBuildProperty = true)]
    public bool? Deterministic { get; init; }

    /// <summary>Makes paths of sources independent of the machine.</summary>
    [Argument("-p:ContinuousIntegrationBuild={value}", IsMSBuildProperty = true)]
    public bool? ContinuousIntegrationBuild { get; init; }

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

    /// <summary>Runs the analyzers.</summary>
    [Argument("-p:RunCodeAnalysis={value}", IsMSBuildProperty = true)]
    public bool? RunCodeAnalysis { get; init; }

    /// <summary>The format of the package of symbols; see <see cref="DotNetSymbolPackageFormat"/>.</summary>
    [Argument("-p:SymbolPackageFormat={value}", IsMSBuildProperty = true)]
    public string? SymbolPackageFormat { get; init; }

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

    /// <summary>The platform, such as <c>x64</c>.</summary>
    [Argument("-p:Platform={value}", IsMSBuildProperty = true)]
    public string? Platform { get; init; }

    /// <summary>Makes paths of sources in symbols independent of the machine.</summary>
    [Argument("-p:DeterministicSourcePaths={value}", IsMSBuildProperty = true)]
    public bool? DeterministicSourcePaths { get; init; }

    internal override ToolSettings In(ToolHost host) => Verbosity is null && host.DotNetVerbosity is { } verbosity ? this with { Verbosity = verbosity } : this;
}
