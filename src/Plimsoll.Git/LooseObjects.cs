using System.Globalization;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>
/// The objects that are files of their own (gitrepository-layout, objects), as new ones are until git packs them. libgit2 never
/// returns from one whose end is missing, as a computer leaves it that lost power: so each is read here first. Not thread-safe.
/// </summary>
internal sealed class LooseObjects
{
    /// <summary>git follows as many stores that borrow from each other (object-file.c).</summary>
    private const int MaximumDepth = 5;

    private readonly RepositoryLocation _location;
    private readonly Dictionary<string, Dictionary<string, string>> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);
    private byte[] _bytes = new byte[4096];

    public LooseObjects(RepositoryLocation location) =>
        (_location, Stores) = (location, [.. FindStores(Path.Combine(location.CommonDirectory, "objects"), 0).Distinct(StringComparer.Ordinal)]);

    /// <summary>The repository's own folder of objects and those that it borrows from.</summary>
    public IReadOnlyList<string> Stores { get; }

    /// <summary>Whether there is any: a fresh clone has none.</summary>
    public bool HasAny => Stores.Any(store => Directory.Exists(store) && Directory.EnumerateDirectories(store).Any(folder => Path.GetFileName(folder).Length == 2));

    /// <summary>Reads an object.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="bytes">Its bytes, until another one is read.</param>
    /// <returns>Whether it is one of these, and not too large.</returns>
    /// <exception cref="PlimsollException">Its file is not whole (exit code 2).</exception>
    public bool TryRead(string id, out ObjectKind kind, out ReadOnlySpan<byte> bytes)
    {
        kind = default;
        bytes = default;
        if (!Files(id[..2]).TryGetValue(id[2..], out var file))
            return false;

        var state = LooseObject.Read(file, ofEveryType: true, PackFile.MostBytes, ref _bytes, out kind, out var length);
        if (state == LooseObjectState.Corrupt)
            throw RepositoryErrors.CorruptObject(_location, id, file);
        bytes = _bytes.AsSpan(0, length);
        return state == LooseObjectState.Read;
    }

    /// <summary>Refuses an object that libgit2 would read without end; says nothing of one that is packed or missing.</summary>
    /// <exception cref="PlimsollException">Its file is not whole (exit code 2).</exception>
    public void ThrowIfCorrupt(string id)
    {
        if (Files(id[..2]).TryGetValue(id[2..], out var file) && _whole.Add(id) && !LooseObject.IsWhole(file, ofEveryType: true))
            throw RepositoryErrors.CorruptObject(_location, id, file);
    }

    /// <summary>The same of all commits, trees and tags: for walks that libgit2 makes by itself.</summary>
    /// <exception cref="PlimsollException">The file of one is not whole (exit code 2).</exception>
    public void ThrowIfAnyIsCorrupt()
    {
        for (var first = 0; first < 256; first++)
            foreach (var (rest, file) in Files(first.ToString("x2", CultureInfo.InvariantCulture)))
                if (!LooseObject.IsWhole(file, ofEveryType: false))
                    throw RepositoryErrors.CorruptObject(_location, $"{first:x2}{rest}", file);
    }

    /// <summary>How many digits an id shares at most with that of another one of these.</summary>
    public int CountSharedDigits(string id)
    {
        var most = 0;
        foreach (var rest in Files(id[..2]).Keys)
            if (rest != id[2..])
                most = Math.Max(most, 2 + rest.AsSpan().CommonPrefixLength(id.AsSpan(2)));
        return most;
    }

    /// <summary>By the rest of their ids, the files of the objects whose ids begin with two digits.</summary>
    private Dictionary<string, string> Files(string start)
    {
        if (_folders.TryGetValue(start, out var known))
            return known;

        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in Stores.Select(store => Path.Combine(store, start)).Where(Directory.Exists))
            foreach (var file in Directory.EnumerateFiles(folder))
                files.TryAdd(Path.GetFileName(file), file);
        return _folders[start] = files;
    }

    private static IEnumerable<string> FindStores(string store, int depth)
    {
        yield return store;
        foreach (var borrowed in depth < MaximumDepth ? Alternates(store) : [])
            foreach (var found in FindStores(borrowed, depth + 1))
                yield return found;
    }

    private static string[] Alternates(string store)
    {
        try
        {
            var file = Path.Combine(store, "info", "alternates");
            using var stream = File.Exists(file) ? RegularFile.TryOpen(file) : null;
            using var reader = new StreamReader(stream ?? Stream.Null);
            return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => Path.GetFullPath(line, store))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return []; // libgit2 says so.
        }
    }
}
