using Plimsoll.Tags.Context;

namespace Plimsoll.Git;

/// <summary>
/// Tells whether commits change something at some paths, by the ids of folders: equal ones hold equal files, so that only what
/// differs is looked into. libgit2's own comparison would list every changed file of a commit first.
/// </summary>
internal sealed class TouchedPaths(TreeObjects trees, PathFilter paths)
{
    private readonly Dictionary<string, PathEntry?[]> _rootsOfCommits = new(StringComparer.Ordinal);
    private readonly PathEntry?[] _nothing = new PathEntry?[paths.Roots.Count];

    /// <summary>Whether the commit differs from each of its parents, or from nothing where it has none.</summary>
    public bool IsTouchedBy(HistoryCommit commit) =>
        commit.ParentIds.Count == 0
            ? Differs(GetRoots(commit.Id), _nothing)
            : commit.ParentIds.All(parent => Differs(GetRoots(commit.Id), GetRoots(parent)));

    private bool Differs(PathEntry?[] left, PathEntry?[] right)
    {
        for (var i = 0; i < left.Length; i++)
            if (Differs(left[i], right[i], paths.Roots[i]))
                return true;
        return false;
    }

    private bool Differs(PathEntry? left, PathEntry? right, string path)
    {
        if (left == right)
            return false;
        if ((left is { IsFolder: false } || right is { IsFolder: false }) && paths.Matches(path))
            return true;
        return (left is { IsFolder: true } || right is { IsFolder: true }) && paths.MayMatchIn(path) && DiffersInside(left, right, path);
    }

    private bool DiffersInside(PathEntry? left, PathEntry? right, string folder)
    {
        var (ours, theirs) = (trees.GetEntries(left), trees.GetEntries(right));
        foreach (var (name, entry) in ours)
        {
            // Nearly all of them are equal: no path is put together for those.
            PathEntry? their = theirs.TryGetValue(name, out var found) ? found : null;
            if (entry != their && Differs(entry, their, Join(folder, name)))
                return true;
        }
        foreach (var (name, entry) in theirs)
            if (!ours.ContainsKey(name) && Differs(null, entry, Join(folder, name)))
                return true;
        return false;
    }

    private PathEntry?[] GetRoots(string commitId)
    {
        if (_rootsOfCommits.TryGetValue(commitId, out var known))
            return known;

        var root = trees.GetRoot(commitId);
        var roots = paths.Roots.Select(path => trees.Find(root, path)).ToArray();
        _rootsOfCommits.Add(commitId, roots);
        return roots;
    }

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
