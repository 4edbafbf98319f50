using System.Buffers.Binary;

namespace Plimsoll.Git;

/// <summary>
/// A file of the commit-graph (gitformat-commit-graph): the ids of commits in order, and for each its folder, its parents by their places
/// and its time. Several may build upon each other, the places counted through.
/// </summary>
internal sealed class CommitGraphLayer : IDisposable
{
    /// <summary>Where a commit has no such parent.</summary>
    private const uint NoParent = 0x70000000;

    /// <summary>Where the second and further parents are in a list of their own, at the place in the other bits; and the last one there.</summary>
    private const uint Further = 0x80000000;

    private const uint Magic = 0x43475048;
    private const uint IdStarts = 0x4F494446;
    private const uint Ids = 0x4F49444C;
    private const uint Data = 0x43444154;
    private const uint Edges = 0x45444745;
    private const uint Bases = 0x42415345;

    private const int HeaderLength = 8;
    private const int ChunkLength = 12;
    private const int DataLength = HexId.ByteLength + 16;
    private const int TrailerLength = HexId.ByteLength;

    private readonly MappedFile _file;
    private readonly SortedIds _ids;
    private readonly long _data;
    private readonly (long Offset, long Length) _edges;

    private CommitGraphLayer(MappedFile file, Dictionary<uint, (long Offset, long Length)> chunks, int below)
    {
        (_file, _data, _edges, Below) = (file, chunks[Data].Offset, chunks.GetValueOrDefault(Edges), below);
        _ids = new SortedIds(file, chunks[IdStarts].Offset, chunks[Ids].Offset);
        Count = (int)(chunks[Ids].Length / HexId.ByteLength);
    }

    /// <summary>How many commits are in the layers below.</summary>
    public int Below { get; }

    /// <summary>How many commits there are.</summary>
    public int Count { get; }

    /// <summary>Opens a layer; <c>null</c> where it is not as one must be.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bases">The ids of the layers below, lowest first.</param>
    /// <param name="below">How many commits those have.</param>
    public static CommitGraphLayer? TryOpen(string path, IReadOnlyList<string> bases, int below)
    {
        if (MappedFile.TryOpen(path) is not { } file)
            return null;
        if (ReadChunks(file) is { } chunks && IsSound(file, chunks, bases, below))
            return new CommitGraphLayer(file, chunks, below);

        file.Dispose();
        return null;
    }

    /// <summary>The place of a commit among all, or -1.</summary>
    public int Find(ReadOnlySpan<byte> id) => _ids.Search(id) is >= 0 and var place ? Below + place : -1;

    /// <summary>The id of the commit at a place of this layer.</summary>
    public ReadOnlySpan<byte> IdAt(int place) => _ids.At(place);

    /// <summary>Reads the commit at a place of this layer.</summary>
    /// <param name="place">The place, counted within the layer.</param>
    /// <param name="parents">Takes the places of its parents among all.</param>
    /// <param name="seconds">When it was made, since 1970.</param>
    /// <returns>Whether it is as it must be.</returns>
    public bool TryRead(int place, List<uint> parents, out long seconds)
    {
        var data = At(_data, place, DataLength)[HexId.ByteLength..];
        var (first, second) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));

        // 34 bits, behind the 30 of the commit's height above the roots.
        seconds = BinaryPrimitives.ReadInt64BigEndian(data[8..]) & 0x3_FFFF_FFFF;
        if (first == NoParent)
            return second == NoParent;

        parents.Add(first);
        if (second == NoParent)
            return true;
        if ((second & Further) == 0)
        {
            parents.Add(second);
            return true;
        }

        for (var at = second & ~Further; at < _edges.Length / 4; at++)
        {
            var edge = BinaryPrimitives.ReadUInt32BigEndian(At(_edges.Offset, at, 4));
            parents.Add(edge & ~Further);
            if ((edge & Further) != 0)
                return true;
        }

        return false;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The parts by their names. Behind the last one is what ends it, without a name.</summary>
    private static Dictionary<uint, (long Offset, long Length)>? ReadChunks(MappedFile file)
    {
        // Format 1, SHA-1, how many parts, how many layers below.
        if (file.Length < HeaderLength || BinaryPrimitives.ReadUInt32BigEndian(file.Slice(0, 4)) != Magic || file.Slice(4, 2) is not [1, 1])
            return null;

        int count = file.Slice(6, 1)[0];
        var end = file.Length - TrailerLength;
        var next = HeaderLength + ((count + 1L) * ChunkLength);
        if (next > end)
            return null;

        var chunks = new Dictionary<uint, (long Offset, long Length)>(count);
        for (var i = 0; i < count; i++)
        {
            var entry = file.Slice(HeaderLength + (i * ChunkLength), 2 * ChunkLength);
            var (start, stop) = (BinaryPrimitives.ReadInt64BigEndian(entry[4..]), BinaryPrimitives.ReadInt64BigEndian(entry[(ChunkLength + 4)..]));
            if (start < next || stop < start || stop > end || !chunks.TryAdd(BinaryPrimitives.ReadUInt32BigEndian(entry), (start, stop - start)))
                return null;
            next = stop;
        }

        return chunks;
    }

    private static bool IsSound(MappedFile file, Dictionary<uint, (long Offset, long Length)> chunks, IReadOnlyList<string> bases, int below)
    {
        if (!chunks.TryGetValue(IdStarts, out var starts) || starts.Length != SortedIds.TableLength
            || !chunks.TryGetValue(Ids, out var ids) || ids.Length % HexId.ByteLength != 0
            || !chunks.TryGetValue(Data, out var data) || data.Length / DataLength != ids.Length / HexId.ByteLength || data.Length % DataLength != 0
            || ids.Length / HexId.ByteLength > NoParent - below
            || file.Slice(7, 1)[0] != bases.Count)
            return false;

        if (!SortedIds.TryCount(file, starts.Offset, out var count) || count != ids.Length / HexId.ByteLength)
            return false;
        if (bases.Count == 0)
            return true;
        return chunks.TryGetValue(Bases, out var named) && named.Length == bases.Count * (long)HexId.ByteLength
            && Convert.ToHexStringLower(file.Slice(named.Offset, (int)named.Length)) == string.Concat(bases);
    }

    private ReadOnlySpan<byte> At(long start, long place, int length) => _file.Slice(start + (place * length), length);
}
