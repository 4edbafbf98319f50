using System.Text.Json.Serialization;

namespace Plimsoll.Signing.Bundles;

/// <summary>A timestamp over the signature (RFC 3161).</summary>
/// <param name="Bytes">The authority's response in DER.</param>
internal sealed record SignedTimestamp([property: JsonPropertyName("signedTimestamp")] ReadOnlyMemory<byte> Bytes);
