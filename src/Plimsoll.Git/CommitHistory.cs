using LibGit2Sharp;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Commit = Plimsoll.Tags.Context.Commit;

namespace Plimsoll.Git;

/// <summary>
/// The history behind the commit that was HEAD when the state was read. Holds no open repository: each walk opens its own and
/// closes it when the enumeration ends, so that walks may outlive the reader and run at the same time.
/// </summary>
internal sealed class CommitHistory(
    RepositoryLocation location, string head, IReadOnlyDictionary<string, IReadOnlyList<string>> tagsByCommit) : ICommitHistory
{
    public IReadOnlyDictionary<string, IReadOnlyList<string>> TagsByCommit => tagsByCommit;

    // A sorted walk of libgit2 reads the whole history before its first commit; this queue reads one commit beyond what is taken.
    public IEnumerable<HistoryCommit> Walk()
    {
        using var repository = RepositoryOpener.Open(location);
        var isShallow = location.IsShallow;
        var seen = new HashSet<ObjectId>();
        var queue = new PriorityQueue<LibGit2Sharp.Commit, (long Age, int Order)>();
        Enqueue(repository.Lookup<LibGit2Sharp.Commit>(head) ?? throw Missing(head));
        while (queue.TryDequeue(out var commit, out _))
        {
            // Where a shallow clone is cut, the commits below are named but not there.
            var parents = commit.Parents.Where(parent => !isShallow || !parent.IsMissing).ToList();
            yield return new HistoryCommit(commit.Sha, [.. parents.Select(parent => parent.Sha)]);
            foreach (var parent in parents)
                Enqueue(parent);
        }

        void Enqueue(LibGit2Sharp.Commit commit)
        {
            // The order of arrival breaks ties, so that the same history is always walked the same way.
            if (seen.Add(commit.Id))
                queue.Enqueue(commit, (-CommitTime(commit), seen.Count));
        }
    }

    public IReadOnlyList<Commit> Read(IEnumerable<string> ids)
    {
        using var repository = RepositoryOpener.Open(location);
        return [.. ids.Select(id => Convert(repository, repository.Lookup<LibGit2Sharp.Commit>(id) ?? throw Missing(id)))];
    }

    public string? FindCommit(string id)
    {
        using var repository = RepositoryOpener.Open(location);
        return ObjectId.TryParse(id.ToLowerInvariant(), out var target) ? TagReader.PeelToCommit(repository, target.Sha) : null;
    }

    public IReadOnlySet<string> Touching(IEnumerable<HistoryCommit> commits, PathFilter paths)
    {
        using var trees = new TreeObjects(location);
        var touched = new TouchedPaths(trees, paths);
        try
        {
            return commits.Where(touched.IsTouchedBy).Select(commit => commit.Id).ToHashSet(StringComparer.Ordinal);
        }
        catch (LibGit2SharpException exception)
        {
            // A partial clone without trees has the whole history and no folder of it.
            throw RepositoryErrors.MissingObject(location, "a commit or folder whose paths are compared", exception);
        }
    }

    internal static Commit Convert(Repository repository, LibGit2Sharp.Commit commit) => new(
        commit.Sha,
        AbbreviatedId.Create(repository, commit.Sha),
        commit.Author.When,
        commit.Committer.When,
        commit.Message);

    public ICommitGraph OpenGraph() => new CommitGraph(location, head);

    private long CommitTime(LibGit2Sharp.Commit commit) =>
        commit.IsMissing ? throw Missing(commit.Sha) : commit.Committer.When.ToUnixTimeSeconds();

    private PlimsollException Missing(string id) => RepositoryErrors.MissingObject(location, $"the commit {id}");
}
