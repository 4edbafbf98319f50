namespace Plimsoll.Tags.Context;

/// <summary>
/// What a git repository is like at one moment. It says nothing of the CI host, and nothing here is read again later.
/// </summary>
public sealed record RepositoryState
{
    /// <summary>The working tree's root; for a bare repository the repository's own folder. Absolute.</summary>
    public required string Root { get; init; }

    /// <summary>The commit that is checked out.</summary>
    public required Commit Head { get; init; }

    /// <summary>The branch that is checked out, without <c>refs/heads/</c>, or <c>null</c> where HEAD is detached.</summary>
    public string? Branch { get; init; }

    /// <summary>The names of the tags at <see cref="Head"/>, without <c>refs/tags/</c>, ordered ordinally; annotated tags are peeled.</summary>
    public IReadOnlyList<string> TagsAtHead { get; init; } = [];

    /// <summary>The names of all tags that peel to a commit, ordered ordinally.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Why tags of the remote may be missing, as the clone is configured; a sentence's beginning. The default is <c>null</c>.</summary>
    public string? MissingTagsReason { get; init; }

    /// <summary>The default branch, or <c>null</c> where it is unknown; see <see cref="DefaultBranchReason"/>.</summary>
    public string? DefaultBranch { get; init; }

    /// <summary>How <see cref="DefaultBranch"/> was found, or why it was not; a sentence's end such as <c>origin/HEAD names it</c>.</summary>
    public string DefaultBranchReason { get; init; } = "";

    /// <summary>
    /// The remote that stands for the repository: <c>origin</c>, else the only one, else the one that the checked-out branch
    /// follows, else the only one whose default branch is known; <c>null</c> where there is none.
    /// </summary>
    public string? RemoteName { get; init; }

    /// <summary>The branches that the clone knows, its own and the remote's, without <c>refs/heads/</c> and in no order.</summary>
    public IReadOnlyCollection<string> Branches { get; init; } = [];

    /// <summary>The commit ids of the remote's branches by name, as of the last fetch.</summary>
    public IReadOnlyDictionary<string, string> RemoteBranches { get; init; } = new Dictionary<string, string>();

    /// <summary>The URL of <see cref="RemoteName"/> without credentials, or <c>null</c>.</summary>
    public string? RemoteUrl { get; init; }

    /// <summary>The remotes, ordered by name. The default is none.</summary>
    public IReadOnlyList<GitRemote> Remotes { get; init; } = [];

    /// <summary>Tracked files whose content differs from HEAD, in the index or the working tree; at most ten are named. Untracked files do not count.</summary>
    public IReadOnlyList<string> ChangedFiles { get; init; } = [];

    /// <summary>Why some of <see cref="ChangedFiles"/> may differ although nobody changed them, such as a filter that was not run; else <c>null</c>.</summary>
    public string? ChangesNote { get; init; }

    /// <summary><see cref="ChangedFiles"/> and <see cref="ChangesNote"/> as one text.</summary>
    public string DescribeChanges() => string.Join(", ", ChangedFiles) + (ChangesNote is null ? "" : $" ({ChangesNote})");

    /// <summary>Whether tracked files are changed.</summary>
    public bool IsDirty => ChangedFiles.Count > 0;

    /// <summary>Whether the history is cut off, as <c>actions/checkout</c> does by default.</summary>
    public bool IsShallow { get; init; }

    /// <summary>Whether there is no working tree.</summary>
    public bool IsBare { get; init; }

    /// <summary>Whether this is a linked working tree (<c>git worktree</c>).</summary>
    public bool IsWorktree { get; init; }

    /// <summary>Whether this is the working tree of a submodule.</summary>
    public bool IsSubmodule { get; init; }

    /// <summary>The history behind <see cref="Head"/>, read when asked for.</summary>
    public required ICommitHistory History { get; init; }
}
