namespace Plimsoll.Publishing.Retention;

/// <summary>What git and the host of its remote tell of branches and pull requests.</summary>
internal sealed record GitFacts
{
    /// <summary>The address of the remote as a web page, which images name as their source; <c>null</c> where there is none.</summary>
    public string? Source { get; init; }

    /// <summary>The tags of the repository; none where there is none.</summary>
    public IReadOnlyCollection<string> Tags { get; init; } = [];

    /// <summary>The branches of the remote now; <c>null</c> where they are not known.</summary>
    public IReadOnlyList<string>? Branches { get; init; }

    /// <summary>Why the branches are not known: a phrase.</summary>
    public string BranchesReason { get; init; } = "";

    /// <summary>The default branch, or <c>null</c>.</summary>
    public string? DefaultBranch { get; init; }

    /// <summary>The numbers of the open pull requests; <c>null</c> where they are not known.</summary>
    public IReadOnlySet<string>? OpenPullRequests { get; init; }

    /// <summary>Why the open pull requests are not known: a phrase.</summary>
    public string PullRequestsReason { get; init; } = "";
}
