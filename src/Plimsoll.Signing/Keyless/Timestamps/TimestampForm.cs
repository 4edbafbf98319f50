using System.Formats.Asn1;

namespace Plimsoll.Signing.Keyless.Timestamps;

/// <summary>
/// The form of a timestamp (CMS SignedData, RFC 5652) around what is signed in it: written as authorities write it, and in no other way,
/// so that nothing in it can be changed without anybody noticing. Certificates are passed over: they are only candidates.
/// </summary>
internal static class TimestampForm
{
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string RsaPss = "1.2.840.113549.1.1.10";

    private static readonly Asn1Tag Zero = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <summary>The algorithms of signatures that say with which hash: that must be the one that is named beside.</summary>
    private static readonly Dictionary<string, string> Hashes = new(StringComparer.Ordinal)
    {
        ["1.2.840.10045.4.3.2"] = "2.16.840.1.101.3.4.2.1",
        ["1.2.840.10045.4.3.3"] = "2.16.840.1.101.3.4.2.2",
        ["1.2.840.10045.4.3.4"] = "2.16.840.1.101.3.4.2.3",
        ["1.2.840.113549.1.1.11"] = "2.16.840.1.101.3.4.2.1",
        ["1.2.840.113549.1.1.12"] = "2.16.840.1.101.3.4.2.2",
        ["1.2.840.113549.1.1.13"] = "2.16.840.1.101.3.4.2.3",
    };

    /// <summary>Those that do not: ECDSA, RSA.</summary>
    private static readonly string[] WithoutHash = ["1.2.840.10045.2.1", "1.2.840.113549.1.1.1", RsaPss];

    /// <summary>Whether a token has it.</summary>
    /// <exception cref="AsnContentException">It is not DER.</exception>
    public static bool Has(ReadOnlyMemory<byte> token)
    {
        var content = new AsnReader(token, AsnEncodingRules.DER).ReadSequence();
        if (content.ReadObjectIdentifier() != SignedData)
            return false;

        var data = content.ReadSequence(Zero).ReadSequence();
        if (content.HasData || !data.TryReadInt32(out var version) || version != 3)
            return false;

        var digests = data.ReadSetOf();
        var digest = ReadAlgorithm(digests.ReadSequence());
        data.ReadSequence();
        if (data.PeekTag().HasSameClassAndValue(Zero))
            data.ReadEncodedValue();

        var signers = data.ReadSetOf();
        var signer = signers.ReadSequence();
        return !digests.HasData && !data.HasData && !signers.HasData && HasForm(signer, digest);
    }

    private static bool HasForm(AsnReader signer, string digest)
    {
        var isVersion = signer.TryReadInt32(out var version) && version == (signer.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? 1 : 3);
        signer.ReadEncodedValue();
        if (!isVersion || ReadAlgorithm(signer.ReadSequence()) != digest || !signer.PeekTag().HasSameClassAndValue(Zero))
            return false;

        signer.ReadEncodedValue();
        var algorithm = ReadAlgorithm(signer.ReadSequence());
        signer.ReadOctetString();
        return !signer.HasData && (Hashes.TryGetValue(algorithm, out var hash) ? hash == digest : WithoutHash.Contains(algorithm));
    }

    private static string ReadAlgorithm(AsnReader algorithm)
    {
        var oid = algorithm.ReadObjectIdentifier();
        if (algorithm.HasData && oid == RsaPss)
            algorithm.ReadEncodedValue();
        else if (algorithm.HasData)
            algorithm.ReadNull();
        algorithm.ThrowIfNotEmpty();
        return oid;
    }
}
