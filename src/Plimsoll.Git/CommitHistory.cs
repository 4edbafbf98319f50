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
        using var objects = new ObjectReader(location);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new PriorityQueue<HistoryCommit, (long Seconds, int Order)>(NewestFirst);
        Enqueue(head);
        while (queue.TryDequeue(out var commit, out _))
        {
            yield return commit;
            foreach (var parent in commit.ParentIds)
                Enqueue(parent);
        }

        void Enqueue(string id)
        {
            // The order of arrival breaks ties, so that the same history is always walked the same way.
            if (seen.Add(id) && objects.ReadNode(id) is var commit)
                queue.Enqueue(new HistoryCommit(id, commit.Parents), (commit.Seconds, seen.Count));
        }
    }

    public IReadOnlyList<Commit> Read(IEnumerable<string> ids)
    {
        using var objects = new ObjectReader(location);
        var commits = ids.Select(id => (Id: id, Commit: objects.ReadCommit(id))).ToList();
        var others = new Lazy<IReadOnlyDictionary<string, string>>(() => AbbreviatedId.CreateAll(location, [.. commits.Select(commit => commit.Id)]));
        return [.. commits.Select(commit => Convert(commit.Id, objects.Abbreviate(commit.Id) ?? others.Value[commit.Id], commit.Commit))];
    }

    public string? FindCommit(string id)
    {
        if (!location.IsReadByLibGit2 && location.Git is { } git)
            return id.Length >= 40 && id.All(char.IsAsciiHexDigit) ? git.Read(location, null, ["rev-parse", "--verify", "--quiet", $"{id}^{{commit}}"], out _)?.Trim() : null;

        if (!HexId.IsValid(id.ToLowerInvariant()))
            return null;
        using var objects = new ObjectReader(location);
        return objects.PeelToCommit(id.ToLowerInvariant());
    }

    public IReadOnlySet<string> Touching(IEnumerable<HistoryCommit> commits, PathFilter paths)
    {
        using var objects = new ObjectReader(location);
        var trees = new TreeObjects(objects);
        var touched = new TouchedPaths(trees, paths);
        try
        {
            return commits.Where(touched.IsTouchedBy).Select(commit => commit.Id).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception exception) when (LibGit2.IsRefusal(exception))
        {
            // A partial clone without trees has the whole history and no folder of it.
            throw RepositoryErrors.MissingObject(location, "a commit or tree that is needed to find changed paths", exception);
        }
    }

    internal static Commit Convert(string id, string abbreviatedId, CommitObject commit) => new(
        id,
        abbreviatedId,
        commit.AuthorDate.ToDate(),
        commit.CommitDate.ToDate(),
        commit.Message);

    public ICommitGraph OpenGraph() => new CommitGraph(location, head);

    private static readonly Comparer<(long Seconds, int Order)> NewestFirst =
        Comparer<(long Seconds, int Order)>.Create((left, right) => left.Seconds != right.Seconds ? right.Seconds.CompareTo(left.Seconds) : left.Order.CompareTo(right.Order));
}
