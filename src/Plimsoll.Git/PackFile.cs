using System.Buffers.Binary;
using System.IO.Compression;

namespace Plimsoll.Git;

/// <summary>
/// A pack (gitformat-pack) with its index. Each object is its kind, its length and a stream of zlib: of the object itself, or of how
/// it differs from another one before it. Whatever is not understood is not read: libgit2 is asked then. Not thread-safe.
/// </summary>
internal sealed class PackFile : IDisposable
{
    /// <summary>Larger objects are left to libgit2: nothing that is read here is nearly as large.</summary>
    public const int MostBytes = 16 << 20;

    /// <summary>As many differences as git makes of differences at most (pack.depth).</summary>
    private const int MostSteps = 4095;

    private const uint Magic = 0x5041434B;
    private const int HeaderLength = 12;
    private const int TrailerLength = HexId.ByteLength;

    /// <summary>The longest that is before a stream: the length, and the offset or the id of another object.</summary>
    private const int LongestStart = 32;

    private const int OffsetDelta = 6;
    private const int ReferenceDelta = 7;

    private readonly PackIndex _index;
    private readonly Lazy<MappedFile?> _data;
    private readonly Stack<Entry> _deltas = new();
    private byte[] _object = new byte[4096];
    private byte[] _delta = [];
    private byte[] _made = [];

    private PackFile(PackIndex index, string file) => (_index, _data) = (index, new Lazy<MappedFile?>(() => Open(file)));

    /// <summary>Opens a pack by its index; <c>null</c> where that is of another version or not as one must be.</summary>
    public static PackFile? TryOpen(string indexFile) =>
        PackIndex.TryOpen(indexFile) is { } index ? new PackFile(index, Path.ChangeExtension(indexFile, ".pack")) : null;

    /// <summary>Where an object begins, or -1.</summary>
    public long Find(ReadOnlySpan<byte> id) => _index.Find(id);

    /// <summary>Its objects by their positions.</summary>
    public PackIndex Index => _index;

    /// <inheritdoc cref="PackIndex.CountSharedDigits"/>
    public int CountSharedDigits(ReadOnlySpan<byte> id) => _index.CountSharedDigits(id);

    /// <summary>What the object at a place is; <c>null</c> where that is not understood.</summary>
    public ObjectKind? FindKind(long offset) => TryFollow(offset, null, out var whole) ? (ObjectKind)whole.Type : null;

    /// <summary>Reads the object at a place.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="bytes">Its bytes, until another one is read.</param>
    /// <returns>Whether it is understood.</returns>
    public bool TryRead(long offset, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        _deltas.Clear();
        if (!TryFollow(offset, _deltas, out var whole))
            return false;

        // Folders are mostly differences of differences, and read many at a time: libgit2 keeps what they are made of.
        if (_deltas.Count > 0 && (ObjectKind)whole.Type == ObjectKind.Tree)
            return false;
        if (!TryInflate(whole, ref _object))
            return false;

        var length = (int)whole.Size;
        while (_deltas.TryPop(out var delta))
        {
            if (!TryInflate(delta, ref _delta) || !PackDelta.TryApply(_delta.AsSpan(0, (int)delta.Size), _object.AsSpan(0, length), MostBytes, ref _made, out length))
                return false;
            (_object, _made) = (_made, _object);
        }

        bytes = _object.AsSpan(0, length);
        return true;
    }

    public void Dispose()
    {
        _index.Dispose();
        if (_data is { IsValueCreated: true, Value: { } data })
            data.Dispose();
    }

    private MappedFile? Open(string file)
    {
        if (MappedFile.TryOpen(file) is not { } data)
            return null;
        if (data.Length >= HeaderLength + TrailerLength
            && BinaryPrimitives.ReadUInt32BigEndian(data.Slice(0, 4)) == Magic
            && BinaryPrimitives.ReadUInt32BigEndian(data.Slice(4, 4)) is 2 or 3
            && BinaryPrimitives.ReadUInt32BigEndian(data.Slice(8, 4)) == _index.Count
            && data.Slice(data.Length - TrailerLength, TrailerLength).SequenceEqual(_index.PackChecksum))
            return data;

        data.Dispose();
        return null;
    }

    /// <summary>Follows an object to the one that is kept whole.</summary>
    private bool TryFollow(long offset, Stack<Entry>? deltas, out Entry whole)
    {
        whole = default;
        for (var steps = 0; steps <= MostSteps && TryReadEntry(offset, out whole); steps++)
        {
            if (whole.Base == 0)
                return true;
            deltas?.Push(whole);
            offset = whole.Base;
        }

        return false;
    }

    private bool TryReadEntry(long offset, out Entry entry)
    {
        entry = default;
        if (_data.Value is not { } data || offset < HeaderLength || offset >= data.Length - TrailerLength)
            return false;

        // The kind in three bits and the length: four bits, then seven a byte, the lowest first.
        var start = data.Slice(offset, (int)Math.Min(LongestStart, data.Length - TrailerLength - offset));
        var (at, next) = (1, start[0]);
        var type = (next >> 4) & 7;
        long size = next & 0x0F;
        for (var shift = 4; (next & 0x80) != 0; shift += 7)
        {
            if (at == start.Length || shift > 32)
                return false;
            next = start[at++];
            size |= (long)(next & 0x7F) << shift;
        }

        var from = 0L;
        switch (type)
        {
            case >= (int)ObjectKind.Commit and <= (int)ObjectKind.Tag:
                break;
            case OffsetDelta when TryReadDistance(start, ref at, out var distance) && distance <= offset - HeaderLength:
                from = offset - distance;
                break;
            case ReferenceDelta when start.Length - at >= HexId.ByteLength && _index.Find(start.Slice(at, HexId.ByteLength)) is > 0 and var found:
                from = found;
                at += HexId.ByteLength;
                break;
            default:
                return false;
        }

        entry = new Entry(type, size, offset + at, from);
        return true;
    }

    /// <summary>How far before an object that one begins which it differs from: seven bits a byte, the highest first, each byte but the first counting one more.</summary>
    private static bool TryReadDistance(ReadOnlySpan<byte> bytes, ref int at, out long distance)
    {
        distance = -1;
        byte next;
        do
        {
            if (at == bytes.Length || distance > long.MaxValue >> 8)
                return false;
            next = bytes[at++];
            distance = ((distance + 1) << 7) | (uint)(next & 0x7F);
        }
        while ((next & 0x80) != 0);
        return distance > 0;
    }

    private bool TryInflate(in Entry entry, ref byte[] target)
    {
        if (entry.Size > MostBytes)
            return false;
        if (target.Length < entry.Size)
            target = new byte[entry.Size];

        // What cannot be made smaller becomes a little larger: nothing behind that is a part of the stream.
        var data = _data.Value!;
        var longest = entry.Size + (entry.Size / 1000) + 64;
        using var stored = data.Open(entry.Data, (int)Math.Min(longest, data.Length - TrailerLength - entry.Data));
        using var content = new ZLibStream(stored, CompressionMode.Decompress);
        try
        {
            var size = (int)entry.Size;
            return content.ReadAtLeast(target.AsSpan(0, size), size, throwOnEndOfStream: false) == size && content.ReadByte() < 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>The start of an object.</summary>
    /// <param name="Type">What it is, or one of the two kinds of differences.</param>
    /// <param name="Size">How many bytes the stream makes.</param>
    /// <param name="Data">Where that begins.</param>
    /// <param name="Base">Where the object begins that it differs from, or 0.</param>
    private readonly record struct Entry(int Type, long Size, long Data, long Base);
}
