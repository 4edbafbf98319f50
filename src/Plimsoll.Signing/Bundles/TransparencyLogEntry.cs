namespace Plimsoll.Signing.Bundles;

/// <summary>An entry of a transparency log about a signature, with what proves that it is there.</summary>
/// <param name="LogIndex">The entry's place in the log. Protobuf leaves the first one, 0, out.</param>
/// <param name="LogId">The log.</param>
/// <param name="KindVersion">What kind of entry it is.</param>
/// <param name="IntegratedTime">When the log got it, in seconds since 1970; 0 where the log does not say, as Rekor 2 does not.</param>
/// <param name="InclusionPromise">The log's promise.</param>
/// <param name="InclusionProof">The proof; bundles since version 0.2 have one.</param>
/// <param name="CanonicalizedBody">The entry as the log has it.</param>
internal sealed record TransparencyLogEntry(
    long LogIndex = 0,
    LogId? LogId = null,
    KindVersion? KindVersion = null,
    long IntegratedTime = 0,
    InclusionPromise? InclusionPromise = null,
    InclusionProof? InclusionProof = null,
    ReadOnlyMemory<byte> CanonicalizedBody = default);
