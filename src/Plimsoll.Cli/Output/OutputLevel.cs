namespace Plimsoll.Cli.Output;

/// <summary>How much is written to stderr.</summary>
internal enum OutputLevel
{
    /// <summary>Errors only.</summary>
    Quiet,

    /// <summary>What changed, and warnings.</summary>
    Normal,

    /// <summary>Every step.</summary>
    Verbose,

    /// <summary>Every step, each request to a registry, and what the run starts from.</summary>
    Debug,
}
