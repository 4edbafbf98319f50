namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet tool run</c>.</summary>
[ToolSettings("dotnet", "tool run", Tasks = "DotNetTasks")]
public sealed partial record DotNetToolRunSettings : ToolSettings
{
    /// <summary>The command of the tool.</summary>
    [Argument("{value}", Position = 1)]
    public string? CommandName { get; init; }

    /// <summary>Runs on a newer runtime if there is none of the tool's.</summary>
    [Argument("--allow-roll-forward")]
    public bool AllowRollForward { get; init; }

    /// <summary>The arguments of the tool.</summary>
    [Argument("{value}", AfterDashes = true)]
    public IReadOnlyList<string> ToolArguments { get; init; } = [];
}
