namespace Plimsoll.Cli.Output;

/// <summary>How much the story tells.</summary>
internal enum Verbosity
{
    /// <summary>Errors only.</summary>
    Quiet,

    /// <summary>What changed, and warnings.</summary>
    Normal,

    /// <summary>Every step.</summary>
    Verbose,

    /// <summary>Every step, and stack traces.</summary>
    Debug,
}
