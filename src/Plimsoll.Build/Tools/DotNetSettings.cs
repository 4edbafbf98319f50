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

    internal override ToolSettings In(ToolHost host) => Verbosity is null && host.DotNetVerbosity is { } verbosity ? this with { Verbosity = verbosity } : this;
}
