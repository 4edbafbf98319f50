using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Plimsoll.Oci.Storage.Layers;

/// <summary>
/// Compresses with deflate (RFC 1951). The class library's own gives other bytes with other versions of its native part, so
/// that the digest of a layer would depend on the machine; this one depends on nothing. One object is for one thread at a time.
/// </summary>
internal sealed class Deflater
{
    /// <summary>How far back a match may lie, in bytes.</summary>
    public const int WindowSize = 1 << 15;

    private const int MinimumMatch = 4;
    private const int MaximumMatch = 258;
    private const int HashBits = 16;

    /// <summary>How many places are compared; a quarter of them where there is a match of <see cref="GoodMatch"/> already.</summary>
    private const int MaximumTries = 32;
    private const int GoodMatch = 8;

    /// <summary>From this length on no better match is looked for: at this place, or at the next.</summary>
    private const int NiceMatch = 128;
    private const int LazyMatch = 24;

    private readonly int[] _heads = new int[1 << HashBits];
    private readonly int[] _before = new int[WindowSize];
    private readonly DeflateTokens _tokens = new();

    /// <summary>The most bytes that <see cref="Compress"/> writes.</summary>
    public static int GetMaximumLength(int length) => length + (length >> 8) + 1024;

    /// <summary>Compresses a piece of data, so that it ends at a whole byte and is not the last.</summary>
    /// <param name="data">What may be referred to, then what is compressed.</param>
    /// <param name="history">How much of it is only referred to, at most <see cref="WindowSize"/> bytes.</param>
    /// <param name="output">At least <see cref="GetMaximumLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    public int Compress(ReadOnlySpan<byte> data, int history, Span<byte> output)
    {
        Array.Fill(_heads, -1);
        for (var position = 0; position < history; position++)
            Insert(data, position);

        var writer = new BitWriter(output);
        var written = history;
        var (length, distance, isPending) = (0, 0, false);
        for (var position = history; position < data.Length;)
        {
            var (nextLength, nextDistance) = length < LazyMatch ? Find(data, position, length) : (0, 0);
            Insert(data, position);
            if (length > 0 && nextLength <= length)
            {
                // What was found at the place before is the better one.
                _tokens.AddMatch(length, distance);
                var end = position - 1 + length;
                while (++position < end)
                    Insert(data, position);
                (length, isPending) = (0, false);
            }
            else
            {
                if (isPending)
                    _tokens.AddLiteral(data[position - 1]);
                (length, distance, isPending) = (nextLength, nextDistance, true);
                position++;
            }

            if (_tokens.IsFull)
            {
                var done = isPending ? position - 1 : position;
                _tokens.Write(ref writer, data[written..done]);
                written = done;
            }
        }

        if (isPending)
            _tokens.AddLiteral(data[^1]);
        if (written < data.Length)
            _tokens.Write(ref writer, data[written..]);
        DeflateTokens.Flush(ref writer);
        return writer.Length;
    }

    private void Insert(ReadOnlySpan<byte> data, int position)
    {
        if (position > data.Length - MinimumMatch)
            return;

        ref var head = ref _heads[Hash(data, position)];
        _before[position & (WindowSize - 1)] = head;
        head = position;
    }

    /// <summary>The longest earlier match that is longer than <paramref name="length"/>; 0 where there is none.</summary>
    private (int Length, int Distance) Find(ReadOnlySpan<byte> data, int position, int length)
    {
        var most = Math.Min(MaximumMatch, data.Length - position);
        var best = Math.Max(length, MinimumMatch - 1);
        if (most <= best)
            return (0, 0);

        var (found, distance) = (0, 0);
        var earliest = Math.Max(0, position - (WindowSize - 1));
        var tries = length >= GoodMatch ? MaximumTries / 4 : MaximumTries;
        var tail = Read32(data, position + best - 3);
        for (var place = _heads[Hash(data, position)]; place >= earliest && tries > 0; place = _before[place & (WindowSize - 1)], tries--)
        {
            if (Read32(data, place + best - 3) != tail || Read32(data, place) != Read32(data, position))
                continue;

            var same = CountSame(data[place..], data.Slice(position, most));
            if (same <= best)
                continue;

            (best, found, distance) = (same, same, position - place);
            if (best >= Math.Min(NiceMatch, most))
                break;
            tail = Read32(data, position + best - 3);
        }

        return (found, distance);
    }

    private static int CountSame(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var count = 0;
        for (; count + sizeof(ulong) <= other.Length; count += sizeof(ulong))
            if ((BinaryPrimitives.ReadUInt64LittleEndian(one[count..]) ^ BinaryPrimitives.ReadUInt64LittleEndian(other[count..])) is not 0 and var difference)
                return count + (BitOperations.TrailingZeroCount(difference) >> 3);
        while (count < other.Length && one[count] == other[count])
            count++;
        return count;
    }

    private static int Hash(ReadOnlySpan<byte> data, int position) =>
        (int)((BinaryPrimitives.ReadUInt32LittleEndian(data[position..]) * 2654435761u) >> (32 - HashBits));

    /// <summary>Four bytes to compare; which of them comes first does not matter.</summary>
    private static uint Read32(ReadOnlySpan<byte> data, int position) => MemoryMarshal.Read<uint>(data[position..]);
}
