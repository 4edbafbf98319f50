using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Plimsoll.Signing.Keyless.Certificates;

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

    /// <summary>A user name as Fulcio writes it.</summary>
    private const string UserNameOid = "1.3.6.1.4.1.57264.1.7";

    private static readonly Asn1Tag OtherName = new(TagClass.ContextSpecific, 0, isConstructed: true);
    private static readonly Asn1Tag Email = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);

    /// <summary>Reads it from a certificate in DER.</summary>
    /// <returns><c>null</c> where it is no certificate.</returns>
    public static CertificateIdentity? TryRead(ReadOnlyMemory<byte> der)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der.Span);
            return Cleaned(Read(certificate));
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
            return Cleaned(Read(certificate));
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            return null;
        }
    }

    /// <summary>Reads it as it is written. A name that is not the only one of the certificate is none: which of them counts, nothing says.</summary>
    /// <exception cref="AsnContentException">It cannot be read.</exception>
    public static CertificateIdentity Read(X509Certificate2 certificate) => new(
        Find(certificate, SubjectAlternativeName) is { } names ? ReadName(names) : null,
        Find(certificate, IssuerOid) is { } issuer ? new AsnReader(issuer, AsnEncodingRules.DER).ReadCharacterString(UniversalTagNumber.UTF8String)
        : Find(certificate, EarlierIssuerOid) is { } earlier ? Encoding.UTF8.GetString(earlier) : null);

    private static CertificateIdentity Cleaned(CertificateIdentity read) => new(read.Identity is null ? null : Clean(read.Identity), read.Issuer is null ? null : Clean(read.Issuer));

    /// <summary>What messages call it.</summary>
    public string Describe() => $"{(Identity is null ? "somebody" : Clean(Identity))}{(Issuer is null ? "" : $" (by {Clean(Issuer)})")}";

    private static byte[]? Find(X509Certificate2 certificate, string oid) => certificate.Extensions.FirstOrDefault(extension => extension.Oid?.Value == oid)?.RawData;

    private static string? ReadName(byte[] extension)
    {
        var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        var tag = names.PeekTag();
        var name = tag == Email || tag == Uri ? names.ReadCharacterString(UniversalTagNumber.IA5String, tag) : tag == OtherName ? ReadUserName(names.ReadSequence(OtherName)) : null;
        return names.HasData ? null : name;
    }

    /// <summary>A name that is neither an address nor a URL.</summary>
    private static string? ReadUserName(AsnReader other) =>
        other.ReadObjectIdentifier() == UserNameOid ? other.ReadSequence(OtherName).ReadCharacterString(UniversalTagNumber.UTF8String) : null;

    /// <summary>Anybody can write a certificate.</summary>
    private static string Clean(string text) => string.Concat(text.Take(MostCharacters).Select(character => char.IsControl(character) ? '…' : character));
}
