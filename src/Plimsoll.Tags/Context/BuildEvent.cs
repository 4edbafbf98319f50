namespace Plimsoll.Tags.Context;

/// <summary>What made a build run.</summary>
public enum BuildEvent
{
    /// <summary>A person at a terminal, or a host that does not say.</summary>
    Local,

    /// <summary>A push to a branch.</summary>
    Push,

    /// <summary>A push of a tag.</summary>
    Tag,

    /// <summary>A pull or merge request.</summary>
    PullRequest,

    /// <summary>A timer.</summary>
    Schedule,

    /// <summary>Somebody started it by hand on the host.</summary>
    Manual,
}
