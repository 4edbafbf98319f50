using Plimsoll.Build.Tools;

namespace Plimsoll.Build.Tests.Tools;

/// <summary>A record of a tool that Plimsoll does not know, as a user writes it.</summary>
[ToolSettings("sh", Tasks = "ShellTasks")]
public sealed partial record ShellSettings : ToolSettings
{
    /// <summary>What to run.</summary>
    [Argument("-c {value}")]
    public string? Script { get; init; }

    /// <summary>A secret, for the script's <c>$0</c>.</summary>
    [Argument("{value}", IsSecret = true)]
    public string? Password { get; init; }
}
