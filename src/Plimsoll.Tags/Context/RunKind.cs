namespace Plimsoll.Tags.Context;

/// <summary>What a run is for, whatever made it run.</summary>
public enum RunKind
{
    /// <summary>A branch, also where a tag is at the same commit.</summary>
    Branch,

    /// <summary>A git tag: it was pushed, or somebody or a timer started a run on it.</summary>
    Tag,

    /// <summary>A pull or merge request.</summary>
    PullRequest,
}
