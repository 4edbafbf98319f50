using System.Text.Json;
using System.Text.Json.Serialization;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Signing.Envelopes;

/// <summary>Signed content with its type and its signatures (DSSE 1.0). Nothing in it is to be believed before a signature was verified.</summary>
/// <param name="Payload">The content.</param>
/// <param name="PayloadType">What the content is: <see cref="Statement.MediaType"/> for a statement.</param>
/// <param name="Signatures">The signatures, each of <see cref="SignedBytes"/>.</param>
internal sealed record DsseEnvelope(ReadOnlyMemory<byte> Payload, string PayloadType, IReadOnlyList<DsseSignature> Signatures)
{
    /// <summary>The media type of an envelope, as of a layer under a tag <c>….att</c>.</summary>
    public const string MediaType = "application/vnd.dsse.envelope.v1+json";

    /// <summary>The largest envelope that is read, in bytes.</summary>
    public const int MaximumSize = Statement.MaximumSize / 3 * 4 + 1024 * 1024;

    /// <summary>More signatures than anybody makes; each costs a verification with each key.</summary>
    private const int MostSignatures = 64;

    private const string What = "The DSSE envelope";

    /// <summary>Reads an envelope.</summary>
    /// <exception cref="MalformedException">It is none, has members that DSSE does not know, or base64 that could be written otherwise.</exception>
    public static DsseEnvelope Parse(ReadOnlyMemory<byte> json) =>
        StrictJson.Deserialize(json, EnvelopeJson.Default.DsseEnvelope, What, MaximumSize).Checked(What, "$");

    /// <summary>What a signature is made of: the content with its type (DSSE, pre-authentication encoding).</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> SignedBytes => PreAuthenticationEncoding.Encode(PayloadType, Payload.Span);

    /// <summary>The envelope in UTF-8, always the same for the same content.</summary>
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, EnvelopeJson.Default.DsseEnvelope);

    /// <summary>What the types alone do not say.</summary>
    /// <param name="what">The document that it is in, for messages.</param>
    /// <param name="place">Where in it.</param>
    internal DsseEnvelope Checked(string what, string place) =>
        Signatures.Count is 0 or > MostSignatures ? throw MalformedException.At(what, $"{place}.signatures", $"must have 1 to {MostSignatures} entries")
        : Signatures.Any(signature => signature is null || signature.Sig.IsEmpty) ? throw MalformedException.At(what, $"{place}.signatures", "has an entry without a signature")
        : this;
}
