namespace Plimsoll.Oci;

/// <summary>What kind of failure a <see cref="PlimsollException"/> is. A command maps it to its exit code.</summary>
public enum ErrorKind
{
    /// <summary>It failed for a reason that has no kind of its own: a program that was started, a full disk.</summary>
    Failed,

    /// <summary>An argument, the configuration or another input cannot be used.</summary>
    Usage,

    /// <summary>A policy forbids it.</summary>
    Policy,

    /// <summary>The registry or engine did not accept the credentials, or they do not allow the action.</summary>
    Authentication,

    /// <summary>An immutable tag names another image, or the registry changed since it was read.</summary>
    Conflict,

    /// <summary>The image, tag, blob or repository does not exist.</summary>
    NotFound,

    /// <summary>The registry, the engine or the network failed, after retries.</summary>
    Transport,

    /// <summary>It was cancelled, and what was begun could not be undone completely.</summary>
    Cancelled,
}
