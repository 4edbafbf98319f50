using LibGit2Sharp;
using Plimsoll.Versioning;

namespace Plimsoll.Git;

/// <summary>
/// Tells whether commits change something at some paths, by the ids of folders: equal ones hold equal files, so that only what
/// differs is looked into. libgit2's own comparison would list every changed file of a commit first.
/// </summary>
internal sealed class TouchedPaths(Repository repository, PathFilter paths)
{
    private readonly Dictionary<string, Entry?[]> _rootsOfCommits = new(StringComparer.Ordinal);
    private readonly Dictionary<(Entry?, Entry?, string), bool> _compared = [];

    /// <summary>Whether the commit differs from each of its parents, or from nothing where it has none.</summary>
    public bool IsTouchedBy(HistoryCommit commit) =>
        commit.ParentIds.Count == 0
            ? Differs(RootsOf(commit.Id), null)
            : commit.ParentIds.All(parent => Differs(RootsOf(commit.Id), RootsOf(parent)));

    private bool Differs(Entry?[] left, Entry?[]? right)
    {
        for (var i = 0; i < left.Length; i++)
            if (Differs(left[i], right?[i], paths.Roots[i]))
                return true;
        return false;
    }

    private bool Differs(Entry? left, Entry? right, string path)
    {
        if (left == right)
            return false;
        if (_compared.TryGetValue((left, right, path), out var known))
            return known;

        var differs = IsFile(left) && paths.Matches(path) || IsFile(right) && paths.Matches(path)
            || ((IsFolder(left) || IsFolder(right)) && paths.MayMatchIn(path) && DiffersInside(left, right, path));
        _compared.Add((left, right, path), differs);
        return differs;
    }

    private bool DiffersInside(Entry? left, Entry? right, string folder)
    {
        var (ours, theirs) = (EntriesOf(left), EntriesOf(right));
        foreach (var (name, entry) in ours)
            if (Differs(entry, theirs.GetValueOrDefault(name), Join(folder, name)))
                return true;
        foreach (var (name, entry) in theirs)
            if (!ours.ContainsKey(name) && Differs(entry, null, Join(folder, name)))
                return true;
        return false;
    }

    private Entry?[] RootsOf(string commitId)
    {
        if (_rootsOfCommits.TryGetValue(commitId, out var known))
            return known;

        var tree = (repository.Lookup<LibGit2Sharp.Commit>(commitId) ?? throw new NotFoundException($"the commit {commitId} is missing")).Tree;
        var roots = paths.Roots.Select(root => root.Length == 0 ? new Entry(tree.Id, Mode.Directory) : Entry.Of(tree[root])).ToArray();
        _rootsOfCommits.Add(commitId, roots);
        return roots;
    }

    private Dictionary<string, Entry?> EntriesOf(Entry? folder)
    {
        var entries = new Dictionary<string, Entry?>(StringComparer.Ordinal);
        if (IsFolder(folder))
            foreach (var entry in repository.Lookup<Tree>(folder!.Value.Id) ?? throw new NotFoundException($"the folder {folder.Value.Id} is missing"))
                entries[entry.Name] = Entry.Of(entry);
        return entries;
    }

    private static bool IsFolder(Entry? entry) => entry?.Mode == Mode.Directory;

    private static bool IsFile(Entry? entry) => entry is { Mode: not Mode.Directory };

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    /// <summary>A file, folder, link or submodule: id and mode are all that git tells apart.</summary>
    private readonly record struct Entry(ObjectId Id, Mode Mode)
    {
        public static Entry? Of(TreeEntry? entry) => entry is null ? null : new Entry(entry.Target.Id, entry.Mode);
    }
}
