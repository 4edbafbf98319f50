using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

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
    public unsafe int Compress(ReadOnlySpan<byte> data, int history, Span<byte> output)
    {
        Array.Fill(_heads, -1);
        var writer = new BitWriter(output);
        fixed (byte* start = data)
        fixed (int* heads = _heads, before = _before)
            Encode(start, data, history, heads, before, ref writer);
        DeflateTokens.Flush(ref writer);
        return writer.Length;
    }

    /// <summary>
    /// Here and below is where the time of a compression goes, so nothing is checked twice: whatever is read lies before the end of
    /// the data.
    /// </summary>
    private unsafe void Encode(byte* start, ReadOnlySpan<byte> data, int history, int* heads, int* before, ref BitWriter writer)
    {
        for (var position = 0; position < history; position++)
            Insert(start, data.Length, heads, before, position);

        var written = history;
        var (length, distance, isPending) = (0, 0, false);
        for (var position = history; position < data.Length;)
        {
            var nextDistance = 0;
            var nextLength = length < LazyMatch ? Find(start, data.Length, heads, before, position, length, out nextDistance) : 0;
            Insert(start, data.Length, heads, before, position);
            if (length > 0 && nextLength <= length)
            {
                // What was found at the place before is the better one.
                _tokens.AddMatch(length, distance);
                var end = position - 1 + length;
                while (++position < end)
                    Insert(start, data.Length, heads, before, position);
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
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Insert(byte* data, int length, int* heads, int* before, int position)
    {
        if (position > length - MinimumMatch)
            return;

        var head = heads + Hash(data + position);
        before[position & (WindowSize - 1)] = *head;
        *head = position;
    }

    /// <summary>The longest earlier match that is longer than <paramref name="known"/>; 0 where there is none.</summary>
    private static unsafe int Find(byte* data, int length, int* heads, int* before, int position, int known, out int distance)
    {
        distance = 0;
        var most = Math.Min(MaximumMatch, length - position);
        var best = Math.Max(known, MinimumMatch - 1);
        if (most <= best)
            return 0;

        var (found, at) = (0, position);
        var here = data + position;
        var first = Read32(here);
        var tail = Read32(here + best - 3);
        var earliest = Math.Max(0, position - (WindowSize - 1));
        var tries = known >= GoodMatch ? MaximumTries / 4 : MaximumTries;
        for (var place = heads[Hash(data + position)]; place >= earliest && tries > 0; place = before[place & (WindowSize - 1)], tries--)
        {
            var there = data + place;
            if (Read32(there + best - 3) != tail || Read32(there) != first)
                continue;

            var same = CountSame(there, here, most);
            if (same <= best)
                continue;

            (best, found, at) = (same, same, place);
            if (best >= Math.Min(NiceMatch, most))
                break;
            tail = Read32(here + best - 3);
        }

        distance = position - at;
        return found;
    }

    /// <summary>How many bytes are the same, of which the first four are known to be.</summary>
    private static unsafe int CountSame(byte* one, byte* other, int most)
    {
        var count = MinimumMatch;
        for (; count + sizeof(ulong) <= most; count += sizeof(ulong))
            if ((Unsafe.ReadUnaligned<ulong>(one + count) ^ Unsafe.ReadUnaligned<ulong>(other + count)) is not 0 and var difference)
                return count + ((BitConverter.IsLittleEndian ? BitOperations.TrailingZeroCount(difference) : BitOperations.LeadingZeroCount(difference)) >> 3);
        while (count < most && one[count] == other[count])
            count++;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe int Hash(byte* place)
    {
        var value = Read32(place);
        return (int)(((BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value)) * 2654435761u) >> (32 - HashBits));
    }

    /// <summary>Four bytes to compare; which of them comes first does not matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe uint Read32(byte* place) => Unsafe.ReadUnaligned<uint>(place);
}
