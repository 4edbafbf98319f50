namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet pack</c>.</summary>
[ToolSettings("dotnet", "pack", Tasks = "DotNetTasks")]
public sealed partial record DotNetPackSettings : DotNetCompileSettings
{
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
}
