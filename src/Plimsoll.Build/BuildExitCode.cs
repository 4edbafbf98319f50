namespace Plimsoll.Build;

/// <summary>The exit codes of the engine itself; a <see cref="BuildException"/> may carry another.</summary>
internal static class BuildExitCode
{
    /// <summary>Every target succeeded or was skipped.</summary>
    public const int Done = 0;

    /// <summary>A target failed for a reason without a more specific code.</summary>
    public const int Failed = 1;

    /// <summary>The command line, a parameter or the build itself cannot be used.</summary>
    public const int Usage = 2;

    /// <summary>Files are not what the build generates.</summary>
    public const int ChangesPending = 8;

    /// <summary>Interrupted by Ctrl+C or SIGTERM.</summary>
    public const int Interrupted = 130;
}
