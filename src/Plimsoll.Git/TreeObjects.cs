using System.Text;
using LibGit2Sharp;

namespace Plimsoll.Git;

/// <summary>The folders of a repository by id. Through LibGit2Sharp alone, ten thousand commits would take seconds.</summary>
internal sealed class TreeObjects : IDisposable
{
    /// <summary>Commits are compared with their parents one after the other, so that what is needed again is needed soon.</summary>
    private const int MostKept = 2000;

    private static readonly Dictionary<string, PathEntry> NoEntries = [];

    private readonly Dictionary<string, Dictionary<string, PathEntry>> _known = new(StringComparer.Ordinal);
    private readonly NativeObjects? _objects;
    private readonly Repository? _repository;

    /// <param name="location">The repository, which was opened before.</param>
    /// <param name="isNative">Whether libgit2 may be asked without LibGit2Sharp.</param>
    public TreeObjects(RepositoryLocation location, bool isNative = true)
    {
        _objects = isNative ? NativeObjects.TryOpen(Path.Combine(location.CommonDirectory, "objects")) : null;
        _repository = _objects is null ? RepositoryOpener.Open(location) : null;
    }

    /// <summary>The root folder of a commit.</summary>
    /// <exception cref="NotFoundException">The commit is missing.</exception>
    public PathEntry GetRoot(string commitId)
    {
        var tree = _objects is null
            ? _repository!.Lookup<LibGit2Sharp.Commit>(commitId)?.Tree.Sha
            : _objects.TryRead(commitId, TreeLine, out var id, out _) ? id : null;
        return new PathEntry(tree ?? throw new NotFoundException($"the commit {commitId} is missing"), PathEntry.FolderMode);
    }

    /// <summary>What is at a path below a folder, or <c>null</c>.</summary>
    public PathEntry? Find(PathEntry folder, string path)
    {
        PathEntry? found = folder;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = GetEntries(found).TryGetValue(name, out var entry) ? entry : null;
        return found;
    }

    /// <summary>The entries of a folder by name; none where it is not a folder.</summary>
    /// <exception cref="NotFoundException">The folder is missing, as in some partial clones.</exception>
    public IReadOnlyDictionary<string, PathEntry> GetEntries(PathEntry? folder)
    {
        if (folder is not { IsFolder: true, Id: var id })
            return NoEntries;
        if (_known.TryGetValue(id, out var known))
            return known;

        var entries = (_objects is null ? Lookup(id) : _objects.TryRead(id, Parse, out var read, out _) ? read : null)
            ?? throw new NotFoundException($"the folder {id} is missing");
        if (_known.Count >= MostKept)
            _known.Clear();
        _known.Add(id, entries);
        return entries;
    }

    public void Dispose()
    {
        _objects?.Dispose();
        _repository?.Dispose();
    }

    private Dictionary<string, PathEntry>? Lookup(string id) =>
        _repository!.Lookup<Tree>(id)?.ToDictionary(entry => entry.Name, entry => new PathEntry(entry.Target.Sha, (int)entry.Mode), StringComparer.Ordinal);

    /// <summary>The first line of a commit object: <c>tree ID</c>.</summary>
    private static string? TreeLine(ReadOnlySpan<byte> commit) =>
        commit.StartsWith("tree "u8) && commit.IndexOf((byte)'\n') is > 0 and var end ? Encoding.ASCII.GetString(commit["tree ".Length..end]) : null;

    /// <summary>The entries of a tree object (gitformat-pack): mode in octal, space, name, NUL, and the id's twenty bytes.</summary>
    private static Dictionary<string, PathEntry>? Parse(ReadOnlySpan<byte> tree)
    {
        const int IdLength = 20;
        var entries = new Dictionary<string, PathEntry>(StringComparer.Ordinal);
        while (tree.Length > 0)
        {
            var (space, end) = (tree.IndexOf((byte)' '), tree.IndexOf((byte)0));
            if (space < 0 || end < space || tree.Length < end + 1 + IdLength)
                return null;

            var mode = 0;
            foreach (var digit in tree[..space])
                mode = (mode * 8) + (digit - '0');
            entries[Encoding.UTF8.GetString(tree[(space + 1)..end])] = new PathEntry(Convert.ToHexStringLower(tree.Slice(end + 1, IdLength)), mode);
            tree = tree[(end + 1 + IdLength)..];
        }
        return entries;
    }
}
