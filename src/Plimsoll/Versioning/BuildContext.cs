namespace Plimsoll.Versioning;

/// <summary>
/// Everything a build's tags are derived from: repository, CI host and clock, observed once. Nothing that works with
/// it looks at git, the environment or the clock again.
/// </summary>
public sealed record BuildContext
{
    /// <summary>The repository.</summary>
    public required RepositoryState Repository { get; init; }

    /// <summary>The CI host's run, or <c>null</c> outside one and where the host's commit is not the one checked out.</summary>
    public HostContext? Host { get; init; }

    /// <summary>The time of the build.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The environment that is deployed to, or <c>null</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>What was noticed while observing and is worth a warning.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What made the build run.</summary>
    public BuildEvent Event => Host?.Event ?? BuildEvent.Local;

    /// <summary>The branch that is built, or <c>null</c>: the host's, else the one checked out. A tag or pull request is no branch.</summary>
    public string? Branch => Host is { Branch: null } and ({ Tag: not null } or { PullRequest: not null }) ? null : Host?.Branch ?? Repository.Branch;

    /// <summary>The git tags that are built: the one that started the host's run, else those at HEAD.</summary>
    public IReadOnlyList<string> GitTags => Host?.Tag is { } tag ? [tag] : Repository.TagsAtHead;

    /// <summary>Why there is no <see cref="Branch"/>, in words that a clone on a shell and every host share.</summary>
    public string WhyNoBranch =>
        Host?.PullRequest is { } pullRequest ? $"pull request {pullRequest} is built"
        : GitTags.Count > 0 ? $"the tag {GitTags[0]} is built"
        : "no branch is checked out";

    /// <summary>The default branch, or <c>null</c>.</summary>
    public string? DefaultBranch => Host?.DefaultBranch ?? Repository.DefaultBranch;

    /// <summary>
    /// Joins what was observed. What a host says counts only where it speaks of the commit that is checked out: a
    /// pipeline may well have changed to another repository.
    /// </summary>
    public static BuildContext Create(RepositoryState repository, HostContext? host, DateTimeOffset now, string? environment)
    {
        var speaksOfHead = host?.CommitId is not { } commit || string.Equals(commit, repository.Head.Id, StringComparison.OrdinalIgnoreCase);
        return new BuildContext
        {
            Repository = repository,
            Host = speaksOfHead ? host : null,
            Now = now,
            Environment = environment,
            Warnings = speaksOfHead
                ? []
                : [$"{host!.Host} runs for commit {host.CommitId}, but {repository.Root} has {repository.Head.Id} checked out: branch, tag and pull request of the run are not used."],
        };
    }
}
