namespace Plimsoll.Tags.Context;

/// <summary>What the CI host knows of a run that git does not. Read from the environment by <c>Plimsoll.Hosts</c>.</summary>
public sealed record HostContext
{
    /// <summary>The host's name, such as <c>GitHub Actions</c>.</summary>
    public required string Host { get; init; }

    /// <summary>What made the build run.</summary>
    public BuildEvent Event { get; init; }

    /// <summary>The commit that the run is for and that the host checks out, or <c>null</c>.</summary>
    public string? CommitId { get; init; }

    /// <summary>In a pull request the last commit of its branch, or <c>null</c> where the host does not say.</summary>
    public string? PullRequestHeadId { get; init; }

    /// <summary>Whether <see cref="CommitId"/> is a merge of the pull request that the host made, and no commit of a branch.</summary>
    public bool IsPullRequestMerge { get; init; }

    /// <summary>The branch that was pushed, or <c>null</c>.</summary>
    public string? Branch { get; init; }

    /// <summary>Whether <see cref="Branch"/> may begin with the name of a remote, as in <c>upstream/main</c>: the host does not tell.</summary>
    public bool BranchMayNameRemote { get; init; }

    /// <summary>Whether <see cref="Branch"/> may be the name of a tag: the host does not tell one from the other.</summary>
    public bool BranchMayBeTag { get; init; }

    /// <summary>The git tag that was pushed, or <c>null</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>Whether the run is for a release that its maker marked as a prerelease.</summary>
    public bool IsPrerelease { get; init; }

    /// <summary>The number of the pull request, or <c>null</c>.</summary>
    public string? PullRequest { get; init; }

    /// <summary>The branch that the pull request comes from, in its own repository, or <c>null</c>.</summary>
    public string? PullRequestBranch { get; init; }

    /// <summary>The branch that the pull request wants to change, or <c>null</c>.</summary>
    public string? BaseBranch { get; init; }

    /// <summary>Where the run's changes are, or go to: the target of a pull request, else the branch; <c>null</c> where neither is known.</summary>
    public string? TargetBranch => BaseBranch ?? Branch;

    /// <summary>The repository's default branch, where the host says it.</summary>
    public string? DefaultBranch { get; init; }

    /// <summary>
    /// The same with <see cref="Branch"/> as its remote has it, where that begins with the name of one, and then with that
    /// remote's <see cref="DefaultBranch"/>.
    /// </summary>
    public HostContext WithoutRemote(IReadOnlyList<GitRemote> remotes)
    {
        ArgumentNullException.ThrowIfNull(remotes);

        // The longest name first: a remote's name may have slashes too.
        return BranchMayNameRemote && remotes.OrderByDescending(remote => remote.Name.Length).FirstOrDefault(IsBefore) is { } found
            ? this with { Branch = Branch![(found.Name.Length + 1)..], BranchMayNameRemote = false, DefaultBranch = DefaultBranch ?? found.DefaultBranch }
            : this;

        bool IsBefore(GitRemote remote) => Branch?.Length > remote.Name.Length + 1 && Branch.StartsWith($"{remote.Name}/", StringComparison.Ordinal);
    }

    /// <summary>Who started the run, or <c>null</c>.</summary>
    public string? Actor { get; init; }

    /// <summary>The page of the run, or <c>null</c>.</summary>
    public string? RunUrl { get; init; }

    /// <summary>The run as provenance names it, where a run that is started again is another one; <c>null</c> for <see cref="RunUrl"/>.</summary>
    public string? InvocationId { get; init; }

    /// <summary>The workflow, pipeline or runner that runs the build, as provenance names it: a URL, or <c>null</c> where the host has none.</summary>
    public string? BuilderId { get; init; }

    /// <summary>The repository that <see cref="CommitId"/> is of, a URL; <c>null</c> where the host does not say, and that of the git remote counts.</summary>
    public string? RepositoryUrl { get; init; }
}
