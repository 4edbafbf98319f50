namespace Plimsoll.Build.Tools;

/// <summary><c>dotnet nuget push</c>.</summary>
[ToolSettings("dotnet", "nuget push", Tasks = "DotNetTasks")]
public sealed partial record DotNetNuGetPushSettings : ToolSettings
{
    /// <summary>The package, or a pattern of packages.</summary>
    [Argument("{value}", Position = 1)]
    public string? TargetPath { get; init; }

    /// <summary>The server, or the name of a source of the configuration.</summary>
    [Argument("--source {value}")]
    public string? Source { get; init; }

    /// <summary>The key of the server. It is masked in everything that is printed.</summary>
    [Argument("--api-key {value}", IsSecret = true)]
    public string? ApiKey { get; init; }

    /// <summary>The server of symbols.</summary>
    [Argument("--symbol-source {value}")]
    public string? SymbolSource { get; init; }

    /// <summary>The key of that server. It is masked in everything that is printed.</summary>
    [Argument("--symbol-api-key {value}", IsSecret = true)]
    public string? SymbolApiKey { get; init; }

    /// <summary>How many seconds the server has.</summary>
    [Argument("--timeout {value}")]
    public int? Timeout { get; init; }

    /// <summary>Goes on where the server has the package already.</summary>
    [Argument("--skip-duplicate")]
    public bool SkipDuplicate { get; init; }

    /// <summary>Pushes no symbols.</summary>
    [Argument("--no-symbols")]
    public bool NoSymbols { get; init; }

    /// <summary>Appends no <c>api/v2/package</c> to the server.</summary>
    [Argument("--no-service-endpoint")]
    public bool NoServiceEndpoint { get; init; }

    /// <summary>Sends without reading all into memory first.</summary>
    [Argument("--disable-buffering")]
    public bool DisableBuffering { get; init; }

    /// <summary>Writes errors in English.</summary>
    [Argument("--force-english-output")]
    public bool ForceEnglishOutput { get; init; }

    /// <summary>Lets the command ask, for instance for a login.</summary>
    [Argument("--interactive")]
    public bool Interactive { get; init; }
}
