namespace Plimsoll.Build;

/// <summary>How much a build prints.</summary>
public enum Verbosity
{
    /// <summary>Warnings, errors, and the output of commands that failed.</summary>
    Quiet,

    /// <summary>Targets, messages, commands with their output, and the summary. The default.</summary>
    Normal,

    /// <summary>Debug messages too.</summary>
    Verbose,

    /// <summary>Stack traces too.</summary>
    Debug,
}
