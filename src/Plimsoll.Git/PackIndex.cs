using System.Buffers.Binary;

namespace Plimsoll.Git;

/// <summary>
/// The index of a pack (gitformat-pack, "Version 2 pack-*.idx"): how many ids begin with each byte or a lower one, the ids in order,
/// a checksum for each object, where each begins, long offsets, and the checksums of the pack and of the index.
/// </summary>
internal sealed class PackIndex : IDisposable
{
    private const uint Magic = 0xFF744F63;
    private const int Version = 2;
    private const int FanoutStart = 8;
    private const int IdsStart = FanoutStart + SortedIds.TableLength;
    private const int TrailerLength = 2 * HexId.ByteLength;
    private const uint IsLongOffset = 0x80000000;

    private readonly MappedFile _file;
    private readonly SortedIds _ids;
    private readonly long _offsets;
    private readonly long _longOffsets;

    private PackIndex(MappedFile file, int count)
    {
        (_file, Count) = (file, count);
        _ids = new SortedIds(file, FanoutStart, IdsStart);
        _offsets = IdsStart + (count * (HexId.ByteLength + 4L));
        _longOffsets = _offsets + (count * 4L);
    }

    /// <summary>How many objects the pack has.</summary>
    public int Count { get; }

    /// <summary>The checksum that the pack ends with.</summary>
    public ReadOnlySpan<byte> PackChecksum => _file.Slice(_file.Length - TrailerLength, HexId.ByteLength);

    /// <summary>Opens an index; <c>null</c> where it is of another version or not as one must be.</summary>
    public static PackIndex? TryOpen(string path)
    {
        if (MappedFile.TryOpen(path) is not { } file)
            return null;
        if (TryCount(file, out var count))
            return new PackIndex(file, count);

        file.Dispose();
        return null;
    }

    /// <summary>Where an object begins in the pack, or -1.</summary>
    public long Find(ReadOnlySpan<byte> id) => FindPosition(id) is >= 0 and var position ? OffsetAt(position) : -1;

    /// <summary>The position of an object among the ids, or a negative number.</summary>
    public int FindPosition(ReadOnlySpan<byte> id) => _ids.Search(id);

    /// <summary>The id at a position.</summary>
    public ReadOnlySpan<byte> IdAt(int position) => _ids.At(position);

    /// <summary>Where the object begins in the pack whose id is at a position, or -1.</summary>
    public long OffsetAt(int position)
    {
        var offset = BinaryPrimitives.ReadUInt32BigEndian(_file.Slice(_offsets + (position * 4L), 4));
        if ((offset & IsLongOffset) == 0)
            return offset;

        var at = _longOffsets + ((offset & ~IsLongOffset) * 8L);
        return at + 8 > _file.Length - TrailerLength ? -1 : BinaryPrimitives.ReadInt64BigEndian(_file.Slice(at, 8));
    }

    /// <summary>How many hexadecimal digits an id shares at most with that of another object of the pack.</summary>
    public int CountSharedDigits(ReadOnlySpan<byte> id)
    {
        var position = _ids.Search(id);
        var (before, after) = position < 0 ? (~position - 1, ~position) : (position - 1, position + 1);
        return Math.Max(before < 0 ? 0 : CountEqualDigits(id, _ids.At(before)), after >= Count ? 0 : CountEqualDigits(id, _ids.At(after)));
    }

    public void Dispose() => _file.Dispose();

    private static bool TryCount(MappedFile file, out int count)
    {
        count = 0;
        if (file.Length < IdsStart + TrailerLength
            || BinaryPrimitives.ReadUInt32BigEndian(file.Slice(0, 4)) != Magic
            || BinaryPrimitives.ReadUInt32BigEndian(file.Slice(4, 4)) != Version)
            return false;

        if (!SortedIds.TryCount(file, FanoutStart, out var objects))
            return false;

        // Each object takes an id, a checksum and an offset, and at most one long offset.
        var rest = file.Length - IdsStart - TrailerLength - (objects * (HexId.ByteLength + 8L));
        if (rest < 0 || rest % 8 != 0 || rest / 8 > objects)
            return false;
        count = (int)objects;
        return objects <= int.MaxValue;
    }

    private static int CountEqualDigits(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var equal = left.CommonPrefixLength(right);
        return (2 * equal) + (equal < left.Length && left[equal] >> 4 == right[equal] >> 4 ? 1 : 0);
    }
}
