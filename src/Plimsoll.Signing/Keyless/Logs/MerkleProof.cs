using System.Security.Cryptography;

namespace Plimsoll.Signing.Keyless.Logs;

/// <summary>Proofs that an entry is in a log's tree (RFC 6962, section 2.1.1; RFC 9162 words how they are verified).</summary>
internal static class MerkleProof
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>The root of the tree that an entry is in by its proof.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="index">Its place.</param>
    /// <param name="size">How many entries the tree has.</param>
    /// <param name="path">The hashes beside the path from the entry to the root.</param>
    /// <returns><c>null</c> where the path is not one of such a tree.</returns>
    public static byte[]? ComputeRoot(ReadOnlySpan<byte> entry, long index, long size, IReadOnlyList<ReadOnlyMemory<byte>> path)
    {
        if (index < 0 || index >= size)
            return null;

        var hash = SHA256.HashData([LeafPrefix, .. entry]);
        var (place, last) = (index, size - 1);
        foreach (var beside in path)
        {
            if (last == 0 || beside.Length != SHA256.HashSizeInBytes)
                return null;

            if ((place & 1) == 1 || place == last)
            {
                hash = SHA256.HashData([NodePrefix, .. beside.Span, .. hash]);

                // A node at the right edge without a sibling is that of the level above.
                while ((place & 1) == 0 && place != 0)
                    (place, last) = (place >> 1, last >> 1);
            }
            else
            {
                hash = SHA256.HashData([NodePrefix, .. hash, .. beside.Span]);
            }

            (place, last) = (place >> 1, last >> 1);
        }

        return last == 0 ? hash : null;
    }
}
