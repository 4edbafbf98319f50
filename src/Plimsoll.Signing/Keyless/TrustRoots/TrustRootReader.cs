using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Keyless.TrustRoots;

/// <summary>
/// Reads a trust root. Members that are not known are passed over, because the root of the public instance gets new ones; keys of a kind
/// that is not supported too, because nothing else of it would work then.
/// </summary>
internal static class TrustRootReader
{
    /// <summary>More than any trust root has of one kind.</summary>
    private const int MostEntries = 256;

    private const string Sha256 = "SHA2_256";

    private static readonly string[] MediaTypes =
    [
        "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        "application/vnd.dev.sigstore.trustedroot+json;version=0.2",
        "application/vnd.dev.sigstore.trustedroot.v0.1+json",
        "application/vnd.dev.sigstore.trustedroot.v0.2+json",
    ];

    /// <summary>Reads it.</summary>
    /// <exception cref="MalformedException">It is none, or lacks what cannot be done without.</exception>
    public static TrustRoot Read(ReadOnlyMemory<byte> json, string what) => StrictJson.Read(json, what, TrustRoot.MaximumSize, root =>
    {
        var members = new JsonMembers(what, root).RefuseVariantsOf("mediaType", "tlogs", "certificateAuthorities", "ctlogs", "timestampAuthorities");
        if (members.GetText("mediaType") is var type && !MediaTypes.Contains(type))
            throw new MalformedException(what, $"its media type is '{type}', and not {MediaTypes[0]}");

        var trusted = new TrustRoot(
            ReadAll(members, "tlogs", ReadLog),
            ReadAll(members, "certificateAuthorities", ReadAuthority),
            ReadAll(members, "ctlogs", ReadLog),
            ReadAll(members, "timestampAuthorities", ReadAuthority));
        return trusted.CertificateAuthorities.Count > 0 ? trusted : throw MalformedException.At(what, members.PlaceOf("certificateAuthorities"), "names no authority");

        List<T> ReadAll<T>(JsonMembers members, string member, Func<string, JsonMembers, T> read)
        {
            var entries = members.GetObjects(member);
            return entries.Count <= MostEntries ? [.. entries.Select(entry => read(what, entry))] : throw MalformedException.At(what, members.PlaceOf(member), $"has more than {MostEntries} entries");
        }
    });

    private static TrustedLog ReadLog(string what, JsonMembers log)
    {
        log.RefuseVariantsOf("baseUrl", "hashAlgorithm", "publicKey", "logId", "checkpointKeyId");
        var key = log.FindObject("publicKey") ?? throw MalformedException.At(what, log.PlaceOf("publicKey"), "is missing");
        key.RefuseVariantsOf("rawBytes", "keyDetails", "validFor");
        var der = ReadBytes(what, key, "rawBytes");

        var ids = new List<ReadOnlyMemory<byte>>();
        foreach (var member in (ReadOnlySpan<string>)["logId", "checkpointKeyId"])
            if (log.FindObject(member) is { } id)
                ids.Add(ReadBytes(what, id, "keyId"));
        if (ids.Count == 0)
            ids.Add(SHA256.HashData(der));

        // Rekor 1 is named by its key only, and the hash of its trees is not written in older roots.
        var isSupported = log.FindText("hashAlgorithm") is null or "" or Sha256;
        return new TrustedLog(log.FindText("baseUrl") ?? "", ids, isSupported ? LogKey.TryRead(der, key.FindText("keyDetails")) : null, ReadWindow(what, key));
    }

    private static TrustedAuthority ReadAuthority(string what, JsonMembers authority)
    {
        authority.RefuseVariantsOf("subject", "uri", "certChain", "validFor");
        var chain = authority.FindObject("certChain")?.GetObjects("certificates") ?? [];
        if (chain.Count is 0 or > MostEntries)
            throw MalformedException.At(what, authority.PlaceOf("certChain"), "has no certificates");

        var certificates = chain.Select(entry => ReadCertificate(what, entry)).ToList();
        return new TrustedAuthority(authority.FindText("uri") ?? "", certificates, ReadWindow(what, authority));
    }

    private static X509Certificate2 ReadCertificate(string what, JsonMembers entry)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(ReadBytes(what, entry, "rawBytes"));
        }
        catch (CryptographicException)
        {
            throw MalformedException.At(what, entry.PlaceOf("rawBytes"), "is not a certificate in DER");
        }
    }

    private static ValidityWindow ReadWindow(string what, JsonMembers owner)
    {
        var window = owner.FindObject("validFor") ?? throw MalformedException.At(what, owner.PlaceOf("validFor"), "is missing");
        window.RefuseVariantsOf("start", "end");
        return new ValidityWindow(ReadTime("start") ?? throw MalformedException.At(what, window.PlaceOf("start"), "is missing"), ReadTime("end"));

        DateTimeOffset? ReadTime(string member) => window.Find(member) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } text when text.TryGetDateTimeOffset(out var time) => time,
            _ => throw MalformedException.At(what, window.PlaceOf(member), "is not a time as '2026-03-01T12:00:00Z'"),
        };
    }

    private static byte[] ReadBytes(string what, JsonMembers owner, string member) =>
        Base64Text.TryDecode(owner.GetText(member), out var bytes) && bytes.Length > 0 ? bytes : throw MalformedException.At(what, owner.PlaceOf(member), "is not base64");
}
