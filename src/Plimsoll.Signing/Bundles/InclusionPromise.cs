namespace Plimsoll.Signing.Bundles;

/// <summary>A log's promise to include an entry, which also tells when it got it.</summary>
/// <param name="SignedEntryTimestamp">The log's signature over entry, index and time.</param>
internal sealed record InclusionPromise(ReadOnlyMemory<byte> SignedEntryTimestamp);
