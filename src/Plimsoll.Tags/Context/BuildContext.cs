namespace Plimsoll.Tags.Context;

/// <summary>
/// Everything a build's tags are derived from: repository, CI host and clock, observed once. Nothing that works with
/// it looks at git, the environment or the clock again.
/// </summary>
public sealed record BuildContext
{
    /// <summary>The repository.</summary>
    public required RepositoryState Repository { get; init; }

    /// <summary>The CI host's run, or <c>null</c> outside one and where the host speaks of something else than what is checked out.</summary>
    public HostContext? Host { get; init; }

    /// <summary>The time of the build.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The environment that is deployed to, or <c>null</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>What was noticed while observing and is worth a warning.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What made the build run.</summary>
    public BuildEvent Event => Host?.Event ?? BuildEvent.Local;

    /// <summary>The branch that is built, or <c>null</c>: the host's, else the one checked out. A tag or pull request is not a branch.</summary>
    public string? Branch => IsUnknownRun || Host is { Branch: null } and ({ Tag: not null } or { PullRequest: not null }) ? null : Host?.Branch ?? Repository.Branch;

    /// <summary>The git tags that are built: the one that started the host's run, else those at HEAD; none where a pull request is built.</summary>
    public IReadOnlyList<string> GitTags => Host?.Tag is { } tag ? [tag] : Host?.PullRequest is null && !IsUnknownRun ? Repository.TagsAtHead : [];

    /// <summary>Why there is no <see cref="Branch"/>; the same text in a local clone and on every host.</summary>
    public string NoBranchReason =>
        Host?.PullRequest is { } pullRequest ? $"this is a build of pull request {pullRequest}"
        : UnknownRunReason is { } unknown ? unknown
        : GitTags.Count > 0 ? $"this is a build of tag {GitTags[0]}"
        : "no branch is checked out";

    /// <summary>
    /// Why tags of the remote may be missing although the history is whole, as a sentence's beginning; <c>null</c> where nothing
    /// speaks for it. On a CI host a clone without any tag but that of the run is often one that fetched none. In a pull request,
    /// which releases nothing, always <c>null</c>.
    /// </summary>
    public string? MissingTagsReason =>
        Host?.PullRequest is not null || Repository.RemoteName is null ? null
        : Repository.MissingTagsReason
            ?? ((Host is not null || IsCi) && Repository.Tags.All(Repository.TagsAtHead.Contains)
                ? $"this clone has no git tags{(Repository.Tags.Count > 0 ? $" except {string.Join(", ", Repository.Tags.Take(3))}" : "")}"
                : null);

    /// <summary>
    /// Whether nothing tells what is built: on a CI host that Plimsoll does not know, with a detached HEAD; where the host speaks
    /// of a pull request and does not say which; or where another commit is checked out than that of the pull request that the run
    /// is for. Whoever may open a pull request must not move tags that others use that way: only the commit's own tag is derived.
    /// </summary>
    public bool IsUnknownRun => UnknownRunReason is not null;

    /// <summary>Why nothing tells what is built, where <see cref="IsUnknownRun"/>; else <c>null</c>.</summary>
    internal string? UnknownRunReason { get; private init; }

    /// <summary>Whether the build runs on a CI host, also where it is not known.</summary>
    private bool IsCi { get; init; }

    /// <summary>What to do where <see cref="IsUnknownRun"/>.</summary>
    internal const string UnknownRunAdvice = "Set PLIMSOLL_BRANCH, PLIMSOLL_TAG or PLIMSOLL_PULL_REQUEST to the branch, tag or pull request that is built.";

    /// <summary>The default branch, or <c>null</c>.</summary>
    public string? DefaultBranch => Host?.DefaultBranch ?? Repository.DefaultBranch;

    /// <summary>
    /// The commit that the build is of: in a pull request the last one of its branch, where it is known, although a merge of
    /// it is checked out; else the one checked out.
    /// </summary>
    public string Revision => MergedId ?? Repository.Head.Id;

    /// <summary>
    /// The commit checked out, where it is a merge that the CI host made of <see cref="Revision"/> and of the branch that the
    /// pull request wants to change. Else <c>null</c>.
    /// </summary>
    public string? MergeRevision => MergedId is null ? null : Repository.Head.Id;

    /// <summary>The pull request's last commit, where a merge of it is checked out.</summary>
    private string? MergedId { get; init; }

    /// <summary>
    /// Joins what was observed. What a host says counts only where it speaks of what is checked out, its commit, the pull
    /// request's last one or a merge of that: a pipeline may well have changed to another repository.
    /// </summary>
    /// <param name="repository">The repository.</param>
    /// <param name="host">The CI host's run, or <c>null</c>.</param>
    /// <param name="now">The time of the build.</param>
    /// <param name="environment">The environment that is deployed to, or <c>null</c>.</param>
    /// <param name="given">What the run is for where that was said by hand, which counts more than what the host says; or <c>null</c>.</param>
    /// <param name="isCi">Whether the build runs on a CI host, also where it is not known.</param>
    public static BuildContext Create(RepositoryState repository, HostContext? host, DateTimeOffset now, string? environment, RunOverride? given = null, bool isCi = false)
    {
        var head = repository.Head.Id;
        host = host?.WithoutRemote(repository.Remotes);

        // The run of an annotated tag is named by the tag's own object on some hosts.
        if (!Same(host?.CommitId, head) && IsCommitId(host?.CommitId, head) && repository.History.FindCommit(host!.CommitId!) is { } commit)
            host = host with { CommitId = commit };
        var isCommit = Same(host?.CommitId, head);
        var last = host?.PullRequestHeadId ?? (host?.PullRequest is null ? null : host.CommitId);
        var isLast = Same(last, head);
        var isMerge = !isLast && IsCommitId(last, head) && ((isCommit && host!.IsPullRequestMerge) || IsParent(last!, repository));
        var speaksOfHead = host?.CommitId is null || isCommit || isLast || isMerge;
        var unknown = given is not null ? null
            : FindUnknownReason(host, isCi, repository.Branch)
            ?? (speaksOfHead || host!.PullRequest is not { } other ? null : $"the CI run is for pull request {other}, but for another commit of it");
        return new BuildContext
        {
            Repository = repository,
            Host = given?.ApplyTo(host, speaksOfHead) ?? (speaksOfHead ? WithTag(host, repository) : null),
            MergedId = isMerge && (given is null || given.PullRequest == host!.PullRequest) ? last!.ToLowerInvariant() : null,
            Now = now,
            Environment = environment,
            UnknownRunReason = unknown,
            IsCi = isCi,
            Warnings = unknown is not null
                ? [$"{unknown}{(speaksOfHead ? "" : $" ({host!.CommitId}, but {head} is checked out)")}: only the commit's own tag is derived, and the branch is unknown. {UnknownRunAdvice}"]
                : speaksOfHead || given is not null
                ? []
                : [$"the CI run is for commit {host!.CommitId}, but {head} is checked out: branch, tag and pull request of the run are ignored."],
        };
    }

    /// <summary>Why a run may be one for a pull request that is not known, whatever commit it is for; else <c>null</c>.</summary>
    /// <param name="host">The CI host's run, or <c>null</c>.</param>
    /// <param name="isCi">Whether it is on a CI host, also where that is not known.</param>
    /// <param name="branch">The branch that is checked out, or <c>null</c>.</param>
    internal static string? FindUnknownReason(HostContext? host, bool isCi, string? branch) =>
        host is { Event: BuildEvent.PullRequest, PullRequest: null } ? "the CI run is for a pull request, but the CI host does not provide its number"
        : isCi && host is null && branch is null ? "the CI host is unknown, so this may be a build of a pull request"
        : null;

    /// <summary>Where the host calls a tag a branch, git knows which it is.</summary>
    private static HostContext? WithTag(HostContext? host, RepositoryState repository) =>
        host is { BranchMayBeTag: true, Branch: { } name } && repository.TagsAtHead.Contains(name) && !repository.Branches.Contains(name)
            ? host with { Branch = null, Tag = name, Event = host.Event == BuildEvent.Push ? BuildEvent.Tag : host.Event }
            : host;

    /// <summary>Some hosts merge in the checkout itself, and never name the commit that comes of it.</summary>
    private static bool IsParent(string id, RepositoryState repository) =>
        repository.History.Walk().FirstOrDefault() is { ParentIds.Count: > 1 } head && head.ParentIds.Any(parent => Same(parent, id));

    private static bool Same(string? left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary>Environment variables hold anything; a label must not.</summary>
    private static bool IsCommitId(string? text, string like) => text?.Length == like.Length && text.All(char.IsAsciiHexDigit);
}
