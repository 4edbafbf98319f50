namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet format</c>.</summary>
[ToolSettings("dotnet", "format", Tasks = "DotNetTasks")]
public sealed partial record DotNetFormatSettings : ToolSettings
{
    /// <summary>Only one kind of formatting: <c>whitespace</c>, <c>style</c> or <c>analyzers</c>. The default is all.</summary>
    [Argument("{value}", Position = 1)]
    public string? Subcommand { get; init; }

    /// <summary>A project, solution or directory. The default is what <c>dotnet</c> finds in the working directory.</summary>
    [Argument("{value}", Position = 2)]
    public string? Project { get; init; }

    /// <summary>Changes nothing and fails where something would change.</summary>
    [Argument("--verify-no-changes")]
    public bool VerifyNoChanges { get; init; }

    /// <summary>Uses the result of the last restore.</summary>
    [Argument("--no-restore")]
    public bool NoRestore { get; init; }

    /// <summary>Diagnostics to fix; the default is all.</summary>
    [Argument("--diagnostics {value}")]
    public IReadOnlyList<string> Diagnostics { get; init; } = [];

    /// <summary>Diagnostics to leave.</summary>
    [Argument("--exclude-diagnostics {value}")]
    public IReadOnlyList<string> ExcludeDiagnostics { get; init; } = [];

    /// <summary>The least severity to fix: <c>info</c>, <c>warn</c> or <c>error</c>.</summary>
    [Argument("--severity {value}")]
    public string? Severity { get; init; }

    /// <summary>Files and directories to format.</summary>
    [Argument("--include {value}")]
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Files and directories to leave.</summary>
    [Argument("--exclude {value}")]
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Formats generated files too.</summary>
    [Argument("--include-generated")]
    public bool IncludeGenerated { get; init; }

    /// <summary>The verbosity, such as <c>minimal</c>; see <see cref="DotNetVerbosity"/>.</summary>
    [Argument("--verbosity {value}")]
    public string? Verbosity { get; init; }

    /// <summary>Where the binary log goes.</summary>
    [Argument("--binarylog {value}")]
    public string? BinaryLog { get; init; }

    /// <summary>Where the report goes.</summary>
    [Argument("--report {value}")]
    public string? Report { get; init; }
}
