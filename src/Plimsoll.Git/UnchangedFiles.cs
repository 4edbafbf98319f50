using System.Runtime.Versioning;
using System.Text;

namespace Plimsoll.Git;

/// <summary>
/// Tells that no tracked file is changed, where that is plain: HEAD, index and working tree are compared as git compares them first, by
/// what the index says of each file; where that says nothing, the few bytes that are in it. Whatever is more than that is not decided here.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class UnchangedFiles
{
    /// <summary>Files are read where git is not sure either: those that were written in the moment in which the index was.</summary>
    private const long MostBytes = 4 << 20;

    private readonly ObjectReader _objects;
    private readonly string _infoAttributes;
    private readonly byte[] _root;
    private readonly FileTime _written;
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private byte[] _folder = [];
    private byte[] _path = new byte[512];
    private long _read;

    private UnchangedFiles(ObjectReader objects, RepositoryLocation location, string root, FileTime written)
    {
        (_objects, _written) = (objects, written);
        _root = Encoding.UTF8.GetBytes(root + "/");
        _infoAttributes = Path.Combine(location.CommonDirectory, "info", "attributes");
    }

    /// <summary>Whether it is certain that nothing is changed.</summary>
    /// <param name="objects">The repository's objects.</param>
    /// <param name="location">Where it is.</param>
    /// <param name="root">Its working tree.</param>
    /// <param name="head">The commit that is checked out.</param>
    public static bool Are(ObjectReader objects, RepositoryLocation location, string root, string head)
    {
        // The same file before and after it is opened.
        var file = Path.Combine(location.GitDirectory, "index");
        if (LinuxFile.TryRead(file) is not { IsFile: true } status)
            return false;
        using var index = GitIndex.TryOpen(file);
        return index is not null && LinuxFile.TryRead(file) == status
            && index.Is(new UnchangedFiles(objects, location, root, status.Modified).IsUnchanged, objects.ReadTree(head));
    }

    private bool IsUnchanged(scoped IndexEntry entry)
    {
        if (LinuxFile.TryRead(PathOf(entry.Name)) is not { } status || !entry.IsOfType(status) || !IsInFolders(entry.Name))
            return false;

        // What was written in the moment in which the index was may have been written again in it.
        return (entry.Is(status) && entry.Modified.IsBefore(_written)) || HasSameContent(entry, status);
    }

    /// <summary>Whether the folders of a path are folders, not links to others.</summary>
    private bool IsInFolders(ReadOnlySpan<byte> name)
    {
        var slash = name.LastIndexOf((byte)'/');
        if (slash < 0 || name[..slash].SequenceEqual(_folder))
            return true;

        var folder = name[..slash].ToArray();
        if (!_folders.Contains(Encoding.UTF8.GetString(folder)))
        {
            if (LinuxFile.TryRead(PathOf(folder)) is not { IsFolder: true } || !IsInFolders(folder))
                return false;
            _folders.Add(Encoding.UTF8.GetString(folder));
        }
        _folder = folder;
        return true;
    }

    /// <summary>Whether a file has the very bytes that git has, where nothing could convert them.</summary>
    private bool HasSameContent(scoped IndexEntry entry, LinuxFile status)
    {
        if (!status.IsFile || (_read += (long)status.Size) > MostBytes || HasAttributes(entry.Name))
            return false;

        try
        {
            var content = File.ReadAllBytes(Encoding.UTF8.GetString(PathOf(entry.Name)[..^1]));
            return _objects.TryRead(Convert.ToHexStringLower(entry.Id), bytes => bytes.SequenceEqual(content) ? content : null) is not null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether some file may say how others are converted.</summary>
    private bool HasAttributes(ReadOnlySpan<byte> name)
    {
        for (var slash = name.LastIndexOf((byte)'/'); ; slash = name.LastIndexOf((byte)'/'))
        {
            name = slash < 0 ? [] : name[..slash];
            if (LinuxFile.TryRead(PathOf([.. name, .. slash < 0 ? ""u8 : "/"u8, .. ".gitattributes"u8])) is not null)
                return true;
            if (slash < 0)
                return File.Exists(_infoAttributes);
        }
    }

    /// <summary>The absolute path with a byte of 0 behind it, until another one is asked for.</summary>
    private ReadOnlySpan<byte> PathOf(ReadOnlySpan<byte> name)
    {
        var length = _root.Length + name.Length + 1;
        if (_path.Length < length)
            _path = new byte[2 * length];
        _root.CopyTo(_path, 0);
        name.CopyTo(_path.AsSpan(_root.Length));
        _path[length - 1] = 0;
        return _path.AsSpan(0, length);
    }
}
