namespace Plimsoll.Signing.Bundles;

/// <summary>Names a transparency log.</summary>
/// <param name="KeyId">The SHA-256 hash of the log's public key in DER.</param>
internal sealed record LogId(ReadOnlyMemory<byte> KeyId);
