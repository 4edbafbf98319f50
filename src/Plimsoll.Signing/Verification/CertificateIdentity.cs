using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Plimsoll.Signing.Verification;

/// <summary>Who a certificate for signing names, as Fulcio issues them. Whether the certificate is to be believed, this does not tell.</summary>
/// <param name="Identity">The subject: an address, or the URL of a workflow; <c>null</c> where there is none.</param>
/// <param name="Issuer">Who vouched for it to Fulcio, such as <c>https://token.actions.githubusercontent.com</c>; <c>null</c> where it does not say.</param>
internal sealed record CertificateIdentity(string? Identity, string? Issuer)
{
    /// <summary>More than any name of a workflow has.</summary>
    private const int MostCharacters = 500;

    private const string SubjectAlternativeName = "2.5.29.17";

    /// <summary>The issuer as a UTF-8 string in DER.</summary>
    private const string IssuerOid = "1.3.6.1.4.1.57264.1.8";

    /// <summary>The issuer as Fulcio wrote it before: the text itself.</summary>
    private const string EarlierIssuerOid = "1.3.6.1.4.1.57264.1.1";

    private static readonly Asn1Tag Email = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);

    /// <summary>Reads it from a certificate in DER.</summary>
    /// <returns><c>null</c> where it is no certificate.</returns>
    public static CertificateIdentity? TryRead(ReadOnlyMemory<byte> der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der.Span);
            return Read(certificate);
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            return null;
        }
    }

    /// <summary>Reads it from a certificate in PEM.</summary>
    /// <inheritdoc cref="TryRead(ReadOnlyMemory{byte})"/>
    public static CertificateIdentity? TryRead(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return Read(certificate);
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            return null;
        }
    }

    private static CertificateIdentity Read(X509Certificate2 certificate) => new(
        Find(certificate, SubjectAlternativeName) is { } names ? ReadName(names) : null,
        Find(certificate, IssuerOid) is { } issuer ? Clean(new AsnReader(issuer, AsnEncodingRules.DER).ReadCharacterString(UniversalTagNumber.UTF8String))
        : Find(certificate, EarlierIssuerOid) is { } earlier ? Clean(Encoding.UTF8.GetString(earlier)) : null);

    private static byte[]? Find(X509Certificate2 certificate, string oid) => certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == oid)?.RawData;

    private static string? ReadName(byte[] extension)
    {
        var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            var tag = names.PeekTag();
            if (tag == Email || tag == Uri)
                return Clean(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
            names.ReadEncodedValue();
        }

        return null;
    }

    /// <summary>Anybody can write a certificate.</summary>
    private static string Clean(string text) => string.Concat(text.Take(MostCharacters).Select(character => char.IsControl(character) ? '…' : character));
}
