namespace Plimsoll.Build.Tools;

/// <summary><c>npm ci</c>.</summary>
[ToolSettings("npm", "ci", Tasks = "NpmTasks")]
public sealed partial record NpmCiSettings : ToolSettings
{
    /// <summary>Runs no scripts of packages.</summary>
    [Argument("--ignore-scripts")]
    public bool IgnoreScripts { get; init; }

    /// <summary>A kind of packages to leave out: <c>dev</c>, <c>optional</c> or <c>peer</c>.</summary>
    [Argument("--omit {value}")]
    public IReadOnlyList<string> Omit { get; init; } = [];
}
