namespace Plimsoll.Build.Tools;

/// <summary><c>npm run</c>.</summary>
[ToolSettings("npm", "run", Tasks = "NpmTasks")]
public sealed partial record NpmRunSettings : ToolSettings
{
    /// <summary>The script of <c>package.json</c>.</summary>
    [Argument("{value}", Position = 1)]
    public string? Command { get; init; }

    /// <summary>The arguments of the script.</summary>
    [Argument("{value}", AfterDashes = true)]
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
