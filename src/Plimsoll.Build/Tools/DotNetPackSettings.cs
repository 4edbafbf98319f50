namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet pack</c>.</summary>
[ToolSettings("dotnet", "pack", Tasks = "DotNetTasks")]
public sealed partial record DotNetPackSettings : DotNetCompileSettings
{
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

    /// <summary>Makes a package of symbols too.</summary>
    [Argument("--include-symbols")]
    public bool IncludeSymbols { get; init; }

    /// <summary>Puts sources into the package of symbols.</summary>
    [Argument("--include-source")]
    public bool IncludeSource { get; init; }

    /// <summary>Marks it as serviceable.</summary>
    [Argument("--serviceable")]
    public bool Serviceable { get; init; }

    /// <summary>The format of the package of symbols; see <see cref="DotNetSymbolPackageFormat"/>.</summary>
    [Argument("-p:SymbolPackageFormat={value}", IsMSBuildProperty = true)]
    public string? SymbolPackageFormat { get; init; }
}
