using Plimsoll.Tags.Context;

namespace Plimsoll.Testing;

/// <summary>Build contexts made by hand, for everything that is derived from them.</summary>
public static class Contexts
{
    public const string CommitId = "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334";

    public static readonly DateTimeOffset Now = new(2026, 5, 19, 23, 30, 0, TimeSpan.Zero);

    /// <summary>A clean repository on <c>main</c>, its default branch.</summary>
    public static RepositoryState Repository(params string[] tagsAtHead) => new()
    {
        Root = "/repository",
        Head = new Commit(CommitId, CommitId[..7], Now.AddHours(-1), Now.AddHours(-1), "A change"),
        Branch = "main",
        DefaultBranch = "main",
        DefaultBranchReason = "origin/HEAD points to it",
        TagsAtHead = tagsAtHead,
        Tags = tagsAtHead,
        History = new NoHistory(),
    };

    public static BuildContext Build(RepositoryState repository, string? environment = null, HostContext? host = null) =>
        BuildContext.Create(repository, host, Now, environment);

    private sealed class NoHistory : ICommitHistory
    {
        public IReadOnlyDictionary<string, IReadOnlyList<string>> TagsByCommit { get; } = new Dictionary<string, IReadOnlyList<string>>();

        public IEnumerable<HistoryCommit> Walk() => [];

        public IReadOnlyList<Commit> Read(IEnumerable<string> ids) => [];

        public IReadOnlySet<string> Touching(IEnumerable<HistoryCommit> commits, PathFilter paths) => new HashSet<string>();
    }
}
