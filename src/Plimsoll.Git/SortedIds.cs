using System.Buffers.Binary;

namespace Plimsoll.Git;

/// <summary>The ids of a pack's index or of a commit-graph, in order, behind a table that tells how many begin with each byte or a lower one.</summary>
/// <param name="file">The file.</param>
/// <param name="table">Where the table begins.</param>
/// <param name="ids">Where the ids begin.</param>
internal readonly struct SortedIds(MappedFile file, long table, long ids)
{
    /// <summary>Many more than ids need that are spread evenly.</summary>
    private const int MostGuesses = 8;

    /// <summary>The length of the table in bytes.</summary>
    public const int TableLength = 256 * 4;

    /// <summary>Reads how many ids there are.</summary>
    /// <returns>Whether the table is as one must be: its numbers never fall.</returns>
    public static bool TryCount(MappedFile file, long table, out uint count)
    {
        count = 0;
        for (var first = 0; first < 256; first++)
        {
            var next = BinaryPrimitives.ReadUInt32BigEndian(file.Slice(table + (first * 4), 4));
            if (next < count)
                return false;
            count = next;
        }

        return true;
    }

    /// <summary>The position of an id; where it is not, the complement of where it would be.</summary>
    public int Search(ReadOnlySpan<byte> id)
    {
        var (low, high) = (id[0] == 0 ? 0 : CountTo(id[0] - 1), CountTo(id[0]) - 1);
        var wanted = BinaryPrimitives.ReadUInt64BigEndian(id);
        var (below, above) = ((ulong)id[0] << 56, ((ulong)id[0] << 56) | (ulong.MaxValue >> 8));
        for (var step = 0; low <= high; step++)
        {
            // Ids are spread evenly: where one is can be told from its first digits, closely. Ids that somebody chose are not: then by halves.
            var middle = step < MostGuesses ? Guess(low, high, below, above, wanted) : low + ((high - low) / 2);
            var found = At(middle);
            var first = BinaryPrimitives.ReadUInt64BigEndian(found);
            var order = first.CompareTo(wanted);
            if (order == 0)
                order = found.SequenceCompareTo(id);
            if (order == 0)
                return middle;
            if (order < 0)
                (low, below) = (middle + 1, first);
            else
                (high, above) = (middle - 1, first);
        }

        return ~low;
    }

    /// <summary>Where an id would be among those from <paramref name="low"/> to <paramref name="high"/>, were they spread evenly between two others.</summary>
    private static int Guess(int low, int high, ulong below, ulong above, ulong wanted)
    {
        if (wanted <= below || above <= below)
            return low;
        var share = (double)(wanted - below) / (above - below);
        return low + (int)(Math.Min(share, 1) * (high - low));
    }

    /// <summary>The id at a position.</summary>
    public ReadOnlySpan<byte> At(int position) => file.Slice(ids + (position * (long)HexId.ByteLength), HexId.ByteLength);

    private int CountTo(int first) => BinaryPrimitives.ReadInt32BigEndian(file.Slice(table + (first * 4), 4));
}
