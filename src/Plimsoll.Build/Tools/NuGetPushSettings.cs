namespace Plimsoll.Build.Tools;

/// <summary><c>nuget push</c>.</summary>
[ToolSettings("nuget", "push", Tasks = "NuGetTasks")]
public sealed partial record NuGetPushSettings : ToolSettings
{
    /// <summary>The package, or a pattern of packages.</summary>
    [Argument("{value}", Position = 1)]
    public string? TargetPath { get; init; }

    /// <summary>The server, or the name of a source of the configuration.</summary>
    [Argument("-Source {value}")]
    public string? Source { get; init; }

    /// <summary>The key of the server. It is masked in everything that is printed.</summary>
    [Argument("-ApiKey {value}", IsSecret = true)]
    public string? ApiKey { get; init; }

    /// <summary>How many seconds the server has.</summary>
    [Argument("-Timeout {value}")]
    public int? Timeout { get; init; }

    /// <summary>Goes on where the server has the package already.</summary>
    [Argument("-SkipDuplicate")]
    public bool SkipDuplicate { get; init; }

    /// <summary>Pushes no symbols.</summary>
    [Argument("-NoSymbols")]
    public bool NoSymbols { get; init; }

    /// <summary>The NuGet configuration file.</summary>
    [Argument("-ConfigFile {value}")]
    public string? ConfigFile { get; init; }

    /// <summary>How much is written: <c>quiet</c>, <c>normal</c> or <c>detailed</c>.</summary>
    [Argument("-Verbosity {value}")]
    public string? Verbosity { get; init; }

    /// <summary>Asks nothing.</summary>
    [Argument("-NonInteractive")]
    public bool NonInteractive { get; init; }
}
