using System.Text;
using LibGit2Sharp;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>The folders of a repository by id. Through LibGit2Sharp alone, ten thousand commits would take seconds.</summary>
internal sealed class TreeObjects(ObjectReader objects)
{
    /// <summary>Commits are compared with their parents one after the other, so that what is needed again is needed soon.</summary>
    private const int MostKept = 2000;

    private static readonly Dictionary<string, PathEntry> NoEntries = [];

    private readonly Dictionary<string, Dictionary<string, PathEntry>> _known = new(StringComparer.Ordinal);

    /// <summary>The root folder of a commit.</summary>
    /// <exception cref="PlimsollException">The commit is missing (exit code 2).</exception>
    public PathEntry GetRoot(string commitId) => new(objects.ReadTree(commitId), PathEntry.FolderMode);

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

        var entries = objects.TryRead(id, bytes => Parse(bytes, id.Length / 2)) ?? throw new NotFoundException($"the folder {id} is missing");
        if (_known.Count >= MostKept)
            _known.Clear();
        _known.Add(id, entries);
        return entries;
    }

    /// <summary>The entries of a tree object (gitformat-pack): mode in octal, space, name, NUL, and the bytes of the id.</summary>
    private static Dictionary<string, PathEntry>? Parse(ReadOnlySpan<byte> tree, int idLength)
    {
        var entries = new Dictionary<string, PathEntry>(StringComparer.Ordinal);
        while (tree.Length > 0)
        {
            var (space, end) = (tree.IndexOf((byte)' '), tree.IndexOf((byte)0));
            if (space < 0 || end < space || tree.Length < end + 1 + idLength)
                return null;

            var mode = 0;
            foreach (var digit in tree[..space])
                mode = (mode * 8) + (digit - '0');
            entries[Encoding.UTF8.GetString(tree[(space + 1)..end])] = new PathEntry(Convert.ToHexStringLower(tree.Slice(end + 1, idLength)), mode);
            tree = tree[(end + 1 + idLength)..];
        }
        return entries;
    }
}
