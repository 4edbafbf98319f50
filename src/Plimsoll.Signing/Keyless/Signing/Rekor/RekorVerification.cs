namespace Plimsoll.Signing.Keyless.Signing.Rekor;

/// <summary>What proves that an entry is in a log.</summary>
/// <param name="InclusionProof">The path to the root.</param>
/// <param name="SignedEntryTimestamp">The log's promise.</param>
internal sealed record RekorVerification(RekorProof InclusionProof, ReadOnlyMemory<byte> SignedEntryTimestamp);
