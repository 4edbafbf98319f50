namespace Plimsoll.Signing.Keyless.Signing.Rekor;

/// <summary>A path through a Merkle tree, with hashes in hexadecimal.</summary>
/// <param name="Checkpoint">The log's signature over root and size.</param>
/// <param name="Hashes">The hashes beside the path, from leaf to root.</param>
/// <param name="LogIndex">The entry's place in this tree, of which a log may have several.</param>
/// <param name="RootHash">The root.</param>
/// <param name="TreeSize">How many entries the tree has.</param>
internal sealed record RekorProof(string Checkpoint, IReadOnlyList<string> Hashes, long LogIndex, string RootHash, long TreeSize);
