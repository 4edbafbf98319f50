namespace Plimsoll.Publishing;

/// <summary>What the exit status of a command or build tells its caller. The numbers are a contract.</summary>
public enum ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    Done = 0,

    /// <summary>A target or build failed for a reason that has no code of its own.</summary>
    Failed = 1,

    /// <summary>The command line, the configuration or an input cannot be used.</summary>
    Usage = 2,

    /// <summary>A policy forbids it.</summary>
    PolicyViolation = 3,

    /// <summary>The registry or engine did not accept the credentials, or they do not allow the action.</summary>
    Authentication = 4,

    /// <summary>An immutable tag holds another digest, or the registry moved since the plan was made.</summary>
    TagConflict = 5,

    /// <summary>The image, tag, blob or repository does not exist.</summary>
    NotFound = 6,

    /// <summary>The registry or the network failed, after retries.</summary>
    Registry = 7,

    /// <summary>Something would change; only where the caller asked for a detailed exit code.</summary>
    ChangesPending = 8,

    /// <summary>Interrupted by Ctrl+C or SIGTERM.</summary>
    Interrupted = 130,
}
