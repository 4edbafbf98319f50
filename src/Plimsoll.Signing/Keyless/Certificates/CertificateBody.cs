using System.Formats.Asn1;

namespace Plimsoll.Signing.Keyless.Certificates;

/// <summary>The part of a certificate that its issuer signs, as it was when a log promised to list it.</summary>
internal static class CertificateBody
{
    /// <summary>The extension with the promises of logs (RFC 6962).</summary>
    public const string PromisesOid = "1.3.6.1.4.1.11129.2.4.2";

    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 3, isConstructed: true);

    /// <summary>The body without promises, and what the extension with them has.</summary>
    /// <param name="certificate">The certificate in DER.</param>
    /// <param name="promises">The content of the extension; <c>null</c> where there is none.</param>
    /// <exception cref="AsnContentException">It is not DER.</exception>
    public static byte[] WithoutPromises(ReadOnlyMemory<byte> certificate, out ReadOnlyMemory<byte>? promises)
    {
        promises = null;
        var body = new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
            while (body.HasData)
                if (body.PeekTag().HasSameClassAndValue(Extensions))
                    promises = CopyExtensions(body.ReadSequence(Extensions).ReadSequence(), writer);
                else
                    writer.WriteEncodedValue(body.ReadEncodedValue().Span);

        return writer.Encode();
    }

    private static ReadOnlyMemory<byte>? CopyExtensions(AsnReader extensions, AsnWriter writer)
    {
        ReadOnlyMemory<byte>? promises = null;
        using (writer.PushSequence(Extensions))
        using (writer.PushSequence())
            while (extensions.HasData)
            {
                var encoded = extensions.ReadEncodedValue();
                var extension = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
                if (extension.ReadObjectIdentifier() != PromisesOid)
                {
                    writer.WriteEncodedValue(encoded.Span);
                    continue;
                }

                if (promises is not null)
                    throw new AsnContentException("The extension with promises is there twice.");
                if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
                    extension.ReadBoolean();
                promises = new AsnReader(extension.ReadOctetString(), AsnEncodingRules.DER).ReadOctetString();
            }

        return promises;
    }
}
