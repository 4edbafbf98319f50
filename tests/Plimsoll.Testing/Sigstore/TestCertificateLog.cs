using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Plimsoll.Testing.Sigstore;

/// <summary>A log of certificates (RFC 6962).</summary>
internal sealed class TestCertificateLog
{
    /// <summary>Its key.</summary>
    public TestLogKey Key { get; } = TestLogKey.CreateEcdsa();

    /// <summary>Its name.</summary>
    public byte[] Id => Key.IdOf("");

    /// <summary>The extension with its promise to list a certificate.</summary>
    /// <param name="certificate">The certificate, yet without the promise.</param>
    /// <param name="issuer">Who issues it.</param>
    /// <param name="time">When it promises.</param>
    public X509Extension Promise(X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset time)
    {
        var body = new AsnReader(certificate.RawData, AsnEncodingRules.DER).ReadSequence().ReadEncodedValue();
        byte[] signed =
        [
            0, 0, .. Number(time.ToUnixTimeMilliseconds()), 0, 1,
            .. SHA256.HashData(issuer.PublicKey.ExportSubjectPublicKeyInfo()),
            (byte)(body.Length >> 16), (byte)(body.Length >> 8), (byte)body.Length, .. body.Span,
            0, 0,
        ];
        var signature = Key.Sign(signed);
        byte[] promise = [0, .. Id, .. Number(time.ToUnixTimeMilliseconds()), 0, 0, 4, 3, .. Short(signature.Length), .. signature];
        byte[] list = [.. Short(promise.Length + 2), .. Short(promise.Length), .. promise];

        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(list);
        return new X509Extension("1.3.6.1.4.1.11129.2.4.2", writer.Encode(), critical: false);
    }

    private static byte[] Short(int number) => [(byte)(number >> 8), (byte)number];

    private static byte[] Number(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
