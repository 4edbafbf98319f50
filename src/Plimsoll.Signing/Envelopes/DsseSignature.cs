using System.Text.Json.Serialization;

namespace Plimsoll.Signing.Envelopes;

/// <summary>One of the signatures of an envelope.</summary>
/// <param name="Sig">The signature as the key's algorithm gives it; for ECDSA in DER.</param>
/// <param name="KeyId">A hint at the key that is not signed and that nothing is decided by, or <c>null</c>.</param>
internal sealed record DsseSignature(ReadOnlyMemory<byte> Sig, [property: JsonPropertyName("keyid")] string? KeyId = null);
