namespace Plimsoll.Testing.Hosts;

/// <summary>What started a run.</summary>
public enum RunKind
{
    Push,
    Tag,
    PullRequest,
    Schedule,
    Manual,
}
