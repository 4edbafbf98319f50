using System.Security.Cryptography;
using System.Text;
using Plimsoll.Signing.Envelopes;

namespace Plimsoll.Testing.Sigstore;

/// <summary>What a log writes down of a signature: canonical JSON, in each of the forms.</summary>
internal static class TestEntries
{
    /// <summary>A signature of a hash, Rekor 1.</summary>
    public static byte[] HashedRekord001(byte[] hash, byte[] signature, string pem) => Entry(
        "hashedrekord", "0.0.1", $$$$"""{"data":{"hash":{{{{HexHash(hash)}}}}},"signature":{"content":"{{{{Base64(signature)}}}}","publicKey":{"content":"{{{{Base64(pem)}}}}"}}}""");

    /// <summary>A signature of a hash, Rekor 2.</summary>
    public static byte[] HashedRekord002(byte[] hash, byte[] signature, byte[] certificate) => Entry(
        "hashedrekord", "0.0.2", $$$"""{"hashedRekordV002":{"data":{{{Hash(hash)}}},"signature":{{{Signature(signature, certificate)}}}}}""");

    /// <summary>An envelope, Rekor 1.</summary>
    public static byte[] Dsse001(DsseEnvelope envelope, string pem) => Entry(
        "dsse", "0.0.1", $$"""{"envelopeHash":{{HexHash(SHA256.HashData(envelope.Serialize()))}},"payloadHash":{{HexHash(PayloadHash(envelope))}},"signatures":[{"signature":"{{Base64(SignatureOf(envelope))}}","verifier":"{{Base64(pem)}}"}]}""");

    /// <summary>An envelope, Rekor 2.</summary>
    public static byte[] Dsse002(DsseEnvelope envelope, byte[] certificate) => Entry(
        "dsse", "0.0.2", $$$"""{"dsseV002":{"payloadHash":{{{Hash(PayloadHash(envelope))}}},"signatures":[{{{Signature(SignatureOf(envelope), certificate)}}}]}}""");

    /// <summary>An envelope as Rekor 1 kept it before it knew envelopes of any content.</summary>
    public static byte[] InToto002(DsseEnvelope envelope, string pem)
    {
        var signed = $$"""{"payloadType":"{{envelope.PayloadType}}","signatures":[{"publicKey":"{{Base64(pem)}}","sig":"{{Base64(Base64(SignatureOf(envelope)))}}"}]}""";
        return Entry("intoto", "0.0.2", $$$"""{"content":{"envelope":{{{signed}}},"hash":{{{HexHash(SHA256.HashData(envelope.Serialize()))}}},"payloadHash":{{{HexHash(PayloadHash(envelope))}}}}}""");
    }

    private static byte[] Entry(string kind, string version, string spec) => Bytes($$"""{"apiVersion":"{{version}}","kind":"{{kind}}","spec":{{spec}}}""");

    private static string HexHash(byte[] hash) => $$"""{"algorithm":"sha256","value":"{{Convert.ToHexStringLower(hash)}}"}""";

    private static string Hash(byte[] hash) => $$"""{"algorithm":"SHA2_256","digest":"{{Base64(hash)}}"}""";

    private static string Signature(byte[] signature, byte[] certificate) =>
        $$$$"""{"content":"{{{{Base64(signature)}}}}","verifier":{"keyDetails":"PKIX_ECDSA_P256_SHA_256","x509Certificate":{"rawBytes":"{{{{Base64(certificate)}}}}"}}}""";

    private static byte[] PayloadHash(DsseEnvelope envelope) => SHA256.HashData(envelope.Payload.Span);

    private static byte[] SignatureOf(DsseEnvelope envelope) => envelope.Signatures[0].Sig.ToArray();

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);

    private static string Base64(string text) => Base64(Bytes(text));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
