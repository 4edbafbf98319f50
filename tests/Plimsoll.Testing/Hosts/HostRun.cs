namespace Plimsoll.Testing.Hosts;

/// <summary>One run of a pipeline, in words that belong to no host.</summary>
/// <param name="Kind">What started it.</param>
/// <param name="Commit">The commit that is checked out.</param>
public sealed record HostRun(RunKind Kind, string Commit)
{
    /// <summary>The branch that is built.</summary>
    public string? Branch { get; init; }

    /// <summary>The tag that is built.</summary>
    public string? Tag { get; init; }

    /// <summary>In a pull request (number 12, of <c>feature/tools</c> into <c>main</c>) the last commit of its branch.</summary>
    public string? PullRequestHead { get; init; }

    /// <summary>Whether the pull request comes from a fork, whose run has no secrets and may only read.</summary>
    public bool IsFork { get; init; }

    /// <summary>Whether the merge of the pull request is checked out rather than its last commit.</summary>
    public bool IsMerge => PullRequestHead is not null && PullRequestHead != Commit;

    /// <summary>The full name of what is built.</summary>
    public string Reference => Kind == RunKind.PullRequest ? "refs/pull/12/merge" : Tag is not null ? "refs/tags/" + Tag : "refs/heads/" + Branch;
}
