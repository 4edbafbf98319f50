using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
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

    /// <summary>A stream of zlib ends in a checksum (RFC 1950).</summary>
    private const int TrailerLength = 4;

    private readonly RepositoryLocation _location;
    private readonly Lazy<IReadOnlyList<string>> _stores;
    private readonly Dictionary<string, Dictionary<string, string>> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);

    public LooseObjects(RepositoryLocation location) =>
        (_location, _stores) = (location, new(() => [.. Stores(Path.Combine(location.CommonDirectory, "objects"), 0).Distinct(StringComparer.Ordinal)]));

    /// <summary>Whether there is any: a fresh clone has none.</summary>
    public bool HasAny => _stores.Value.Any(store => Directory.Exists(store) && Directory.EnumerateDirectories(store).Any(folder => Path.GetFileName(folder).Length == 2));

    /// <summary>Refuses an object that libgit2 would read without end; says nothing of one that is packed or missing.</summary>
    /// <exception cref="PlimsollException">Its file is not whole (exit code 2).</exception>
    public void ThrowIfCorrupt(string id)
    {
        if (Files(id[..2]).TryGetValue(id[2..], out var file) && _whole.Add(id) && !IsWhole(file, ofEveryType: true))
            throw RepositoryErrors.CorruptObject(_location, id, file);
    }

    /// <summary>The same of all commits, trees and tags: for walks that libgit2 makes by itself.</summary>
    /// <exception cref="PlimsollException">The file of one is not whole (exit code 2).</exception>
    public void ThrowIfAnyIsCorrupt()
    {
        for (var first = 0; first < 256; first++)
            foreach (var (rest, file) in Files(first.ToString("x2", CultureInfo.InvariantCulture)))
                if (!IsWhole(file, ofEveryType: false))
                    throw RepositoryErrors.CorruptObject(_location, $"{first:x2}{rest}", file);
    }

    /// <summary>By the rest of their ids, the files of the objects whose ids begin with two digits.</summary>
    private Dictionary<string, string> Files(string start)
    {
        if (_folders.TryGetValue(start, out var known))
            return known;

        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in _stores.Value.Select(store => Path.Combine(store, start)).Where(Directory.Exists))
            foreach (var file in Directory.EnumerateFiles(folder))
                files.TryAdd(Path.GetFileName(file), file);
        return _folders[start] = files;
    }

    /// <summary>The repository's own store and those that it borrows from.</summary>
    private static IEnumerable<string> Stores(string store, int depth)
    {
        yield return store;
        foreach (var borrowed in depth < MaximumDepth ? Alternates(store) : [])
            foreach (var found in Stores(borrowed, depth + 1))
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

    /// <summary>Whether a file is one whole stream of zlib that holds as many bytes as it begins with, or, where asked, that of a blob.</summary>
    private static bool IsWhole(string file, bool ofEveryType)
    {
        try
        {
            using var stored = RegularFile.TryOpen(file);
            if (stored is null || stored.Length < TrailerLength)
                return false;

            using var content = new ZLibStream(stored, CompressionMode.Decompress, leaveOpen: true);
            Span<byte> buffer = stackalloc byte[4096];
            var read = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            var end = buffer[..read].IndexOf((byte)0);
            if (end < 0 || Encoding.ASCII.GetString(buffer[..end]).Split(' ') is not [var type, var length] || !long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                return false;
            if (type == "blob" && !ofEveryType)
                return true;

            var (total, checksum) = (0L, Adler32.Start);
            for (; read > 0 && total <= end + 1 + size; read = content.Read(buffer))
                (total, checksum) = (total + read, Adler32.Append(checksum, buffer[..read]));

            // What is cut off within the checksum is no error to ZLibStream.
            stored.Seek(-TrailerLength, SeekOrigin.End);
            stored.ReadExactly(buffer[..TrailerLength]);
            return total == end + 1 + size && BinaryPrimitives.ReadUInt32BigEndian(buffer) == checksum;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true; // Gone, or not readable: libgit2 says so.
        }
    }
}
