using System.Numerics;
using System.Security.Cryptography;

namespace Plimsoll.Testing.Sigstore;

/// <summary>A Merkle tree as logs have it (RFC 6962, section 2.1), written down by its recursive definition.</summary>
internal sealed class MerkleTree
{
    private readonly List<byte[]> _leaves = [];

    /// <summary>How many entries it has.</summary>
    public int Size => _leaves.Count;

    /// <summary>Its root.</summary>
    public byte[] Root => Hash(0, Size);

    /// <summary>Adds an entry.</summary>
    /// <returns>Its place.</returns>
    public int Add(ReadOnlySpan<byte> entry)
    {
        _leaves.Add(SHA256.HashData([0, .. entry]));
        return Size - 1;
    }

    /// <summary>The hashes beside the path from an entry to the root.</summary>
    public IReadOnlyList<byte[]> Prove(int index) => Prove(index, 0, Size);

    private List<byte[]> Prove(int index, int start, int end)
    {
        if (end - start == 1)
            return [];

        var split = start + Split(end - start);
        return index < split ? [.. Prove(index, start, split), Hash(split, end)] : [.. Prove(index, split, end), Hash(start, split)];
    }

    private byte[] Hash(int start, int end)
    {
        if (end == start)
            return SHA256.HashData([]);
        if (end - start == 1)
            return _leaves[start];

        var split = start + Split(end - start);
        return SHA256.HashData([1, .. Hash(start, split), .. Hash(split, end)]);
    }

    /// <summary>The largest power of two that is smaller.</summary>
    private static int Split(int size) => (int)BitOperations.RoundUpToPowerOf2((uint)size) / 2;
}
