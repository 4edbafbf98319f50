namespace Plimsoll.Git;

/// <summary>
/// The difference between two objects of a pack (gitformat-pack, "Deltified representation"): the lengths of both, then what to copy of
/// the one and what to insert.
/// </summary>
internal static class PackDelta
{
    private const int CopyOfNoLength = 0x10000;

    /// <summary>Makes the object.</summary>
    /// <param name="delta">The difference.</param>
    /// <param name="source">The object that it is made of.</param>
    /// <param name="most">How long it may be.</param>
    /// <param name="target">Takes it, and grows where it is too short.</param>
    /// <param name="length">Its length.</param>
    /// <returns>Whether the difference is a valid one of that object.</returns>
    public static bool TryApply(ReadOnlySpan<byte> delta, ReadOnlySpan<byte> source, int most, ref byte[] target, out int length)
    {
        length = 0;
        if (!TryReadLength(ref delta, out var sourceLength) || sourceLength != source.Length || !TryReadLength(ref delta, out var targetLength) || targetLength > most)
            return false;
        if (target.Length < targetLength)
            target = new byte[targetLength];

        length = (int)targetLength;
        var rest = target.AsSpan(0, length);
        while (delta.Length > 0)
        {
            int command = delta[0];
            delta = delta[1..];
            ReadOnlySpan<byte> piece;
            if ((command & 0x80) != 0)
            {
                if (!TryReadNumber(ref delta, command, 4, out var offset) || !TryReadNumber(ref delta, command >> 4, 3, out var size))
                    return false;
                size = size == 0 ? CopyOfNoLength : size;
                if (offset + size > source.Length)
                    return false;
                piece = source.Slice((int)offset, (int)size);
            }
            else
            {
                if (command == 0 || command > delta.Length)
                    return false;
                piece = delta[..command];
                delta = delta[command..];
            }
            if (!piece.TryCopyTo(rest))
                return false;
            rest = rest[piece.Length..];
        }

        return rest.Length == 0;
    }

    /// <summary>Seven bits a byte, the lowest first, while the eighth is set.</summary>
    private static bool TryReadLength(ref ReadOnlySpan<byte> bytes, out long length)
    {
        length = 0;
        for (var shift = 0; bytes.Length > 0 && shift < 63; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            length |= (long)(next & 0x7F) << shift;
            if ((next & 0x80) == 0)
                return true;
        }

        return false;
    }

    /// <summary>The bytes of a number of which a bit is set, the lowest first; the others are 0.</summary>
    private static bool TryReadNumber(ref ReadOnlySpan<byte> bytes, int present, int most, out long number)
    {
        number = 0;
        for (var at = 0; at < most; at++)
        {
            if ((present & (1 << at)) == 0)
                continue;
            if (bytes.Length == 0)
                return false;
            number |= (long)bytes[0] << (8 * at);
            bytes = bytes[1..];
        }

        return true;
    }
}
