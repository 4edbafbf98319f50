using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Plimsoll.Oci;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Keyless.Certificates;
using Plimsoll.Signing.Keyless.TrustRoots;
using PublicKey = Plimsoll.Signing.Keys.PublicKey;

namespace Plimsoll.Signing.Keyless;

/// <summary>
/// Verifies who signed by the certificate in a bundle: that an authority of a trust root issued it, that logs have certificate and
/// signature, and that it was valid when that happened. Give it to <see cref="Verification.SignatureVerifier"/>, which verifies the signature.
/// </summary>
/// <param name="roots">The trust roots. Each stands by itself; one that believes the signature is enough.</param>
/// <param name="identities">Who may have signed; with nobody, nothing counts.</param>
internal sealed class KeylessVerifier(IReadOnlyList<TrustRoot> roots, IReadOnlyList<IdentityPolicy> identities)
{
    private const string What = "The Sigstore bundle";

    private readonly IReadOnlyList<RootVerifier> _roots = [.. roots.Select(root => new RootVerifier(root))];

    /// <summary>Who may have signed.</summary>
    public IReadOnlyList<IdentityPolicy> Identities => identities;

    /// <summary>Verifies whose key signed a bundle.</summary>
    /// <exception cref="RefusedException">It is nobody's who is asked for, or that cannot be told.</exception>
    /// <exception cref="MalformedException">It cannot be read.</exception>
    public TrustedSignature Verify(SigstoreBundle bundle)
    {
        var material = bundle.VerificationMaterial;
        if (material.X509CertificateChain is not null && SigstoreBundle.IsVersion03(bundle.MediaType))
            throw MalformedException.At(What, "$.verificationMaterial.x509CertificateChain", "may not be in version 0.3, which has only the certificate of the key");

        using var certificate = Load(material.LeafCertificate ?? throw new MalformedException(What, "it has no certificate"));
        var content = SignedContent.Of(bundle, certificate.RawData);
        var entries = material.TlogEntries ?? [];
        if (entries.DistinctBy(entry => (Convert.ToHexString(entry.LogId!.KeyId.Span), entry.LogIndex)).Count() < entries.Count)
            throw MalformedException.At(What, "$.verificationMaterial.tlogEntries", "has the same entry twice");

        var signedAt = VerifyTrust(certificate, content, entries, material.TimestampVerificationData?.Rfc3161Timestamps ?? []);
        return new TrustedSignature(ReadKey(certificate), VerifyIdentity(certificate), ReadClaims(certificate), signedAt);
    }

    private DateTimeOffset VerifyTrust(X509Certificate2 certificate, SignedContent content, IReadOnlyList<TransparencyLogEntry> entries, IReadOnlyList<SignedTimestamp> timestamps)
    {
        var refusals = new List<RefusedException>();
        foreach (var root in _roots)
            try
            {
                return root.Verify(certificate, content, entries, timestamps);
            }
            catch (RefusedException exception)
            {
                // What the root that the certificate belongs to says is what matters.
                refusals.Insert(root.Names(certificate) ? 0 : refusals.Count, exception);
            }

        throw refusals.FirstOrDefault() ?? new RefusedException(VerificationOutcome.UntrustedCertificate, "not verified: no trust root is given");
    }

    private CertificateIdentity VerifyIdentity(X509Certificate2 certificate)
    {
        var who = ReadIdentity(certificate);
        return identities.Any(policy => policy.Matches(who))
            ? who
            : throw new RefusedException(
                VerificationOutcome.WrongIdentity,
                identities.Count == 0 ? "not verified: no identity is given" : $"it is signed by {who.Describe()}, and not by {string.Join(" or ", identities)}");
    }

    private static CertificateIdentity ReadIdentity(X509Certificate2 certificate)
    {
        try
        {
            return CertificateIdentity.Read(certificate);
        }
        catch (AsnContentException)
        {
            throw new MalformedException(What, "the names in its certificate cannot be read");
        }
    }

    private static CertificateClaims ReadClaims(X509Certificate2 certificate)
    {
        try
        {
            return CertificateClaims.Read(certificate);
        }
        catch (AsnContentException)
        {
            throw new MalformedException(What, "what its certificate says of the run that signed cannot be read");
        }
    }

    private static PublicKey ReadKey(X509Certificate2 certificate)
    {
        try
        {
            return PublicKey.FromDer(certificate.PublicKey.ExportSubjectPublicKeyInfo(), "The key of its certificate");
        }
        catch (PlimsollException exception)
        {
            throw new MalformedException(What, $"the key of its certificate is not supported ({certificate.PublicKey.Oid.Value})", exception);
        }
    }

    private static X509Certificate2 Load(ReadOnlyMemory<byte> der)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadCertificate(der.Span);
            return certificate.RawDataMemory.Span.SequenceEqual(der.Span) ? certificate : throw new MalformedException(What, "bytes follow its certificate");
        }
        catch (CryptographicException exception)
        {
            throw new MalformedException(What, "its certificate is not one in DER", exception);
        }
    }
}
