using System.Security.Cryptography;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Keyless.Logs;

/// <summary>
/// What a log wrote down of a signature, compared with the signature at hand: an entry about anything else proves nothing. The forms are
/// those of sigstore/rekor (<c>pkg/types</c>) and sigstore/rekor-tiles.
/// </summary>
internal static class EntryBody
{
    private const string What = "The entry of the log";

    /// <summary>More than the entry of any signature has.</summary>
    private const int MaximumSize = 1024 * 1024;

    /// <summary>Compares them.</summary>
    /// <param name="kind">What the bundle says that the entry is.</param>
    /// <param name="body">The entry as the log has it.</param>
    /// <param name="content">The signature.</param>
    /// <exception cref="MalformedException">It is not an entry.</exception>
    /// <exception cref="RefusedException">It is about something else, or of a kind that is not supported.</exception>
    public static void Check(KindVersion kind, ReadOnlyMemory<byte> body, SignedContent content) => StrictJson.Read(body, What, MaximumSize, root =>
    {
        var members = new JsonMembers(What, root).RefuseVariantsOf("apiVersion", "kind", "spec");
        if (members.GetText("kind") != kind.Kind || members.GetText("apiVersion") != kind.Version)
            throw Refused($"is a {members.GetText("kind")} {members.GetText("apiVersion")}, and not the {kind.Kind} {kind.Version} that the bundle says");

        var spec = Object(members, "spec");
        switch (kind.Kind, kind.Version)
        {
            case ("hashedrekord", "0.0.1"):
                CheckHex(Object(Object(spec, "data"), "hash"), content.Hash, "hash of what is signed");
                CheckSigner(Object(spec, "signature"), content, signature => Base64(signature, "content"), signature => Pem(Object(signature, "publicKey"), "content"));
                break;
            case ("hashedrekord", "0.0.2"):
                spec = Object(spec, "hashedRekordV002");
                CheckHash(Object(spec, "data"), content.Hash, "hash of what is signed");
                CheckSigner(Object(spec, "signature"), content, signature => Base64(signature, "content"), CertificateOf);
                break;
            case ("dsse", "0.0.1"):
                CheckHex(Object(spec, "payloadHash"), PayloadHash(content), "hash of the payload");
                CheckSigner(Only(spec, "signatures"), content, signature => Base64(signature, "signature"), signature => Pem(signature, "verifier"));
                break;
            case ("dsse", "0.0.2"):
                spec = Object(spec, "dsseV002");
                CheckHash(Object(spec, "payloadHash"), PayloadHash(content), "hash of the payload");
                CheckSigner(Only(spec, "signatures"), content, signature => Base64(signature, "content"), CertificateOf);
                break;
            case ("intoto", "0.0.2"):
                spec = Object(spec, "content");
                CheckHex(Object(spec, "payloadHash"), PayloadHash(content), "hash of the payload");
                var envelope = Object(spec, "envelope");
                if (envelope.GetText("payloadType") != content.Envelope!.PayloadType)
                    throw Refused("has another type of payload than the bundle");

                // It keeps the text that the envelope has, which is base64 already.
                CheckSigner(Only(envelope, "signatures"), content, signature => Decode(System.Text.Encoding.ASCII.GetString(Base64(signature, "sig")), signature, "sig"), signature => Pem(signature, "publicKey"));
                break;
            default:
                throw Refused($"is of a kind that is not supported: {kind.Kind} {kind.Version}");
        }

        return true;
    });

    private static ReadOnlyMemory<byte> PayloadHash(SignedContent content) =>
        content.Envelope is { } envelope ? SHA256.HashData(envelope.Payload.Span) : throw Refused("is about an envelope, and the bundle signs the manifest itself");

    private static void CheckHex(JsonMembers hash, ReadOnlyMemory<byte> expected, string what)
    {
        if (hash.GetText("algorithm") != "sha256" || hash.GetText("value") != Convert.ToHexStringLower(expected.Span))
            throw Refused($"is about something else: the {what} is {hash.GetText("algorithm")}:{hash.GetText("value")}, and not sha256:{Convert.ToHexStringLower(expected.Span)}");
    }

    private static void CheckHash(JsonMembers hash, ReadOnlyMemory<byte> expected, string what)
    {
        if (hash.GetText("algorithm") != MessageDigest.Sha256 || !Base64(hash, "digest").AsSpan().SequenceEqual(expected.Span))
            throw Refused($"is about something else: the {what} is another one than {Convert.ToHexStringLower(expected.Span)}");
    }

    private static void CheckSigner(JsonMembers signature, SignedContent content, Func<JsonMembers, byte[]> readSignature, Func<JsonMembers, byte[]> readCertificate)
    {
        if (!readSignature(signature).AsSpan().SequenceEqual(content.Signature.Span))
            throw Refused("is about another signature than that of the bundle");
        if (!readCertificate(signature).AsSpan().SequenceEqual(content.Certificate.Span))
            throw Refused("is about another certificate than that of the bundle");
    }

    private static byte[] CertificateOf(JsonMembers signature) => Base64(Object(Object(signature, "verifier"), "x509Certificate"), "rawBytes");

    private static byte[] Pem(JsonMembers owner, string member)
    {
        var pem = System.Text.Encoding.ASCII.GetString(Base64(owner, member));
        return PemEncoding.TryFind(pem, out var fields) && pem[fields.Label] == "CERTIFICATE" && string.IsNullOrWhiteSpace(pem[fields.Location.End..])
            ? Convert.FromBase64String(pem[fields.Base64Data])
            : throw MalformedException.At(What, owner.PlaceOf(member), "is not one certificate in PEM");
    }

    private static JsonMembers Object(JsonMembers owner, string member) => owner.FindObject(member) ?? throw MalformedException.At(What, owner.PlaceOf(member), "is missing");

    private static JsonMembers Only(JsonMembers owner, string member) =>
        owner.GetObjects(member) is [var only] ? only : throw MalformedException.At(What, owner.PlaceOf(member), "must have exactly one entry");

    private static byte[] Base64(JsonMembers owner, string member) => Decode(owner.GetText(member), owner, member);

    private static byte[] Decode(string text, JsonMembers owner, string member) =>
        Base64Text.TryDecode(text, out var bytes) ? bytes : throw MalformedException.At(What, owner.PlaceOf(member), "is not base64");

    private static RefusedException Refused(string message) => new(VerificationOutcome.UntrustedLog, $"its entry in the log {message}");
}
