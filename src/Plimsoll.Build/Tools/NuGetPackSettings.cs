namespace Plimsoll.Build.Tools;

/// <summary><c>nuget pack</c>.</summary>
[ToolSettings("nuget", "pack", Tasks = "NuGetTasks")]
public sealed partial record NuGetPackSettings : ToolSettings
{
    /// <summary>The <c>.nuspec</c> or project.</summary>
    [Argument("{value}", Position = 1)]
    public string? TargetPath { get; init; }

    /// <summary>Where the package goes.</summary>
    [Argument("-OutputDirectory {value}")]
    public string? OutputDirectory { get; init; }

    /// <summary>The version.</summary>
    [Argument("-Version {value}")]
    public string? Version { get; init; }

    /// <summary>The part of the version behind the dash.</summary>
    [Argument("-Suffix {value}")]
    public string? Suffix { get; init; }

    /// <summary>What the paths of files are relative to.</summary>
    [Argument("-BasePath {value}")]
    public string? BasePath { get; init; }

    /// <summary>The values of placeholders.</summary>
    [Argument("-Properties {value}", Separator = ";")]
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>Builds the project first.</summary>
    [Argument("-Build")]
    public bool Build { get; init; }

    /// <summary>Makes a package of symbols too.</summary>
    [Argument("-Symbols")]
    public bool Symbols { get; init; }

    /// <summary>The format of the package of symbols; see <see cref="DotNetSymbolPackageFormat"/>.</summary>
    [Argument("-SymbolPackageFormat {value}")]
    public string? SymbolPackageFormat { get; init; }

    /// <summary>Does not check the package.</summary>
    [Argument("-NoPackageAnalysis")]
    public bool NoPackageAnalysis { get; init; }

    /// <summary>How much is written: <c>quiet</c>, <c>normal</c> or <c>detailed</c>.</summary>
    [Argument("-Verbosity {value}")]
    public string? Verbosity { get; init; }

    /// <summary>Asks nothing.</summary>
    [Argument("-NonInteractive")]
    public bool NonInteractive { get; init; }
}
