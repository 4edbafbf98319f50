namespace Plimsoll.Build.Tools;

/// <summary><c>npm install</c>.</summary>
[ToolSettings("npm", "install", Tasks = "NpmTasks")]
public sealed partial record NpmInstallSettings : ToolSettings
{
    /// <summary>The packages; the default is those of <c>package.json</c>.</summary>
    [Argument("{value}", Position = 1)]
    public IReadOnlyList<string> Packages { get; init; } = [];

    /// <summary>For the user.</summary>
    [Argument("--global")]
    public bool Global { get; init; }

    /// <summary>Also downloads what is there already.</summary>
    [Argument("--force")]
    public bool Force { get; init; }

    /// <summary>Shows what would change.</summary>
    [Argument("--dry-run")]
    public bool DryRun { get; init; }

    /// <summary>Runs no scripts of packages.</summary>
    [Argument("--ignore-scripts")]
    public bool IgnoreScripts { get; init; }

    /// <summary>Adds packages as those that only development needs.</summary>
    [Argument("--save-dev")]
    public bool SaveDev { get; init; }

    /// <summary>A kind of packages to leave out: <c>dev</c>, <c>optional</c> or <c>peer</c>.</summary>
    [Argument("--omit {value}")]
    public IReadOnlyList<string> Omit { get; init; } = [];
}
