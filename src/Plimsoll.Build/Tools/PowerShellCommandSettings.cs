namespace Plimsoll.Build.Tools;

/// <summary>What Windows PowerShell and PowerShell take alike.</summary>
[ToolSettings]
public abstract partial record PowerShellCommandSettings : ToolSettings
{
    /// <summary>Prints no banner.</summary>
    [Argument("-NoLogo")]
    public bool NoLogo { get; init; }

    /// <summary>Reads no profile.</summary>
    [Argument("-NoProfile")]
    public bool NoProfile { get; init; }

    /// <summary>Asks nothing.</summary>
    [Argument("-NonInteractive")]
    public bool NonInteractive { get; init; }

    /// <summary>Stays when the command has ended.</summary>
    [Argument("-NoExit")]
    public bool NoExit { get; init; }

    /// <summary>Which scripts may run, such as <c>Bypass</c>.</summary>
    [Argument("-ExecutionPolicy {value}")]
    public string? ExecutionPolicy { get; init; }

    /// <summary>The format of input: <c>Text</c> or <c>XML</c>.</summary>
    [Argument("-InputFormat {value}")]
    public string? InputFormat { get; init; }

    /// <summary>The format of output: <c>Text</c> or <c>XML</c>.</summary>
    [Argument("-OutputFormat {value}")]
    public string? OutputFormat { get; init; }

    /// <summary>What is run, as it would be typed.</summary>
    [Argument("-Command {value}", Position = -2)]
    public string? Command { get; init; }

    /// <summary>The script.</summary>
    [Argument("-File {value}", Position = -2)]
    public string? File { get; init; }

    /// <summary>The arguments of the script.</summary>
    [Argument("{value}", Position = -1)]
    public IReadOnlyList<string> FileArguments { get; init; } = [];
}
