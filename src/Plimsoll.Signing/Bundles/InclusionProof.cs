namespace Plimsoll.Signing.Bundles;

/// <summary>A proof that an entry is in a log: a path through its Merkle tree.</summary>
/// <param name="LogIndex">The entry's place in the tree. Protobuf leaves the first one, 0, out.</param>
/// <param name="RootHash">The root of the tree.</param>
/// <param name="TreeSize">How many entries the tree has.</param>
/// <param name="Hashes">The hashes beside the path, from leaf to root.</param>
/// <param name="Checkpoint">The log's signature over root and size.</param>
internal sealed record InclusionProof(
    long LogIndex = 0,
    ReadOnlyMemory<byte> RootHash = default,
    long TreeSize = 0,
    IReadOnlyList<ReadOnlyMemory<byte>>? Hashes = null,
    Checkpoint? Checkpoint = null);
