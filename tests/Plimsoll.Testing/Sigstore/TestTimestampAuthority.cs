using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Plimsoll.Testing.Sigstore;

/// <summary>An authority that signs when it saw something (RFC 3161), with a root and a certificate of its own.</summary>
internal sealed class TestTimestampAuthority
{
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Makes it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="notBefore">Since when its certificates are valid.</param>
    /// <param name="notAfter">Until when.</param>
    /// <param name="usage">What its certificate is for.</param>
    public TestTimestampAuthority(string name, DateTimeOffset notBefore, DateTimeOffset notAfter, string usage = TimeStamping)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var root = new CertificateRequest($"CN={name}-selfsigned, O={name}.test", rootKey, HashAlgorithmName.SHA384);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        root.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        root.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(root.PublicKey, critical: false));
        Root = root.Create(root.SubjectName, X509SignatureGenerator.CreateForECDsa(rootKey), notBefore, notAfter, RandomSerial());

        var leaf = new CertificateRequest($"CN={name}, O={name}.test", _key, HashAlgorithmName.SHA256);
        leaf.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        leaf.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: true));
        leaf.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(leaf.PublicKey, critical: false));
        leaf.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Root, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var issued = leaf.Create(Root.SubjectName, X509SignatureGenerator.CreateForECDsa(rootKey), notBefore, notAfter, RandomSerial());
        Certificate = issued.CopyWithPrivateKey(_key);
    }

    /// <summary>The root.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>What signs.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>What a trust root lists: the certificate that signs, then the root.</summary>
    public IReadOnlyList<X509Certificate2> Chain => [Certificate, Root];

    /// <summary>A response with a timestamp of data.</summary>
    public byte[] Timestamp(ReadOnlySpan<byte> data, DateTimeOffset time, bool withCertificate = false) =>
        Respond(SHA256.HashData(data), time, RandomNumberGenerator.GetBytes(8), withCertificate);

    /// <summary>The response to a request in DER, with its nonce.</summary>
    public byte[] Respond(ReadOnlyMemory<byte> request, DateTimeOffset time) =>
        Rfc3161TimestampRequest.TryDecode(request, out var decoded, out _)
            ? Respond(decoded.GetMessageHash().ToArray(), time, decoded.GetNonce()?.ToArray(), decoded.RequestSignerCertificate)
            : throw new ArgumentException("It is not a request for a timestamp.", nameof(request));

    private byte[] Respond(byte[] hash, DateTimeOffset time, byte[]? nonce, bool withCertificate)
    {
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, Certificate, _key)
        {
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"),
            IncludeOption = withCertificate ? X509IncludeOption.EndCertOnly : X509IncludeOption.None,
        };
        signer.SignedAttributes.Add(new Pkcs9SigningTime(time.UtcDateTime));
        signer.SignedAttributes.Add(SigningCertificate());
        var message = new SignedCms(new ContentInfo(new Oid("1.2.840.113549.1.9.16.1.4"), Describe(hash, time, nonce)));
        message.ComputeSignature(signer, silent: true);

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
                writer.WriteInteger(0);
            writer.WriteEncodedValue(message.Encode());
        }

        return writer.Encode();
    }

    private static byte[] Describe(byte[] hash, DateTimeOffset time, byte[]? nonce)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier("1.3.6.1.4.1.57264.2");
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
                    writer.WriteNull();
                }

                writer.WriteOctetString(hash);
            }

            writer.WriteIntegerUnsigned(RandomSerial());
            writer.WriteGeneralizedTime(time, omitFractionalSeconds: true);
            if (nonce is not null)
                writer.WriteInteger(new BigInteger(nonce, isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }

    /// <summary>Names the certificate that signs, so that no other with the same key can be taken for it (RFC 5816).</summary>
    private AsnEncodedData SigningCertificate()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
            writer.WriteOctetString(SHA256.HashData(Certificate.RawData));
        return new AsnEncodedData("1.2.840.113549.1.9.16.2.47", writer.Encode());
    }

    private static byte[] RandomSerial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)(serial[0] & 0x3f | 0x40);
        return serial;
    }
}
