namespace Plimsoll.Build;

/// <summary>The statuses that the engine itself ends a build with; an exception may carry another.</summary>
internal static class BuildExitCode
{
    /// <summary>Every target succeeded or was skipped.</summary>
    public const int Done = 0;

    /// <summary>A target failed for a reason that has no code of its own.</summary>
    public const int Failed = 1;

    /// <summary>The command line, a parameter or the build itself cannot be used.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted by Ctrl+C or SIGTERM.</summary>
    public const int Interrupted = 130;
}
