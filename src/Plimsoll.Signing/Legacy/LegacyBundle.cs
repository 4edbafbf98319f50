using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Legacy;

/// <summary>A signature of a certificate's key under a tag <c>….sig</c> as the bundle that it would be today.</summary>
internal static class LegacyBundle
{
    private const string What = "The annotation with the log's entry";

    /// <summary>More than the entry of any signature has.</summary>
    private const int MaximumSize = 1024 * 1024;

    /// <summary>Makes it.</summary>
    /// <exception cref="MalformedException">The certificate or the entry cannot be read.</exception>
    public static SigstoreBundle Create(LegacySignature signature) => new(SigstoreBundle.Version01, new VerificationMaterial
    {
        X509CertificateChain = new BundleCertificateChain([new BundleCertificate(ReadCertificate(signature.Certificate!))]),
        TlogEntries = signature.Entry is { } entry ? [ReadEntry(Encoding.UTF8.GetBytes(entry))] : [],
    })
    {
        MessageSignature = new MessageSignature(new MessageDigest(MessageDigest.Sha256, SHA256.HashData(signature.Payload.Span)), signature.Signature),
    };

    private static byte[] ReadCertificate(string pem) =>
        PemEncoding.TryFind(pem, out var fields) && pem[fields.Label] == "CERTIFICATE"
            ? Convert.FromBase64String(pem[fields.Base64Data])
            : throw new MalformedException("The annotation with the certificate", "it is not PEM");

    private static TransparencyLogEntry ReadEntry(byte[] json) => StrictJson.Read(json, What, MaximumSize, root =>
    {
        var members = new JsonMembers(What, root).RefuseVariantsOf("SignedEntryTimestamp", "Payload");
        var payload = (members.FindObject("Payload") ?? throw MalformedException.At(What, "$.Payload", "is missing")).RefuseVariantsOf("body", "integratedTime", "logIndex", "logID");
        var body = ReadBase64(payload, "body");
        return new TransparencyLogEntry(
            ReadNumber(payload, "logIndex"),
            new LogId(ReadHex(payload, "logID")),
            ReadKind(body),
            ReadNumber(payload, "integratedTime"),
            new InclusionPromise(ReadBase64(members, "SignedEntryTimestamp")),
            CanonicalizedBody: body);
    });

    /// <summary>Only the entry itself says what it is.</summary>
    private static KindVersion ReadKind(byte[] body) => StrictJson.Read(body, "The entry of the log", MaximumSize, root =>
    {
        var members = new JsonMembers("The entry of the log", root);
        return new KindVersion(members.GetText("kind"), members.GetText("apiVersion"));
    });

    private static byte[] ReadBase64(JsonMembers members, string member) =>
        Base64Text.TryDecode(members.GetText(member), out var bytes) ? bytes : throw MalformedException.At(What, members.PlaceOf(member), "is not base64");

    private static byte[] ReadHex(JsonMembers members, string member)
    {
        var text = members.GetText(member);
        return text.Length % 2 == 0 && text.All(char.IsAsciiHexDigitLower) ? Convert.FromHexString(text) : throw MalformedException.At(What, members.PlaceOf(member), "is not hexadecimal");
    }

    private static long ReadNumber(JsonMembers members, string member) =>
        members.Find(member) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) && value >= 0
            ? value
            : throw MalformedException.At(What, members.PlaceOf(member), "is not a number");
}
