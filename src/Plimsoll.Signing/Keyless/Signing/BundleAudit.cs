using Plimsoll.Oci;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Keyless.Certificates;
using Plimsoll.Signing.Keyless.TrustRoots;

namespace Plimsoll.Signing.Keyless.Signing;

/// <summary>Verifies a signature that was just made as those will who get it, so that no other is kept beside an image.</summary>
/// <param name="roots">Whom they trust.</param>
internal sealed class BundleAudit(IReadOnlyList<TrustRoot> roots)
{
    /// <summary>Verifies it.</summary>
    /// <exception cref="PlimsollException">It would not be accepted (exit code 7).</exception>
    public void Verify(SigstoreBundle bundle)
    {
        try
        {
            var written = SigstoreBundle.Parse(bundle.Serialize());
            var signer = CertificateIdentity.TryRead(written.VerificationMaterial.LeafCertificate!.Value);
            if (signer is not { Identity: { } identity, Issuer: { } issuer })
                throw new RefusedException(VerificationOutcome.WrongIdentity, "its certificate does not tell who signs");
            new KeylessVerifier(roots, [IdentityPolicy.Exactly(issuer, identity)]).Verify(written);
        }
        catch (Exception exception) when (exception is RefusedException or MalformedException)
        {
            throw new PlimsollException(
                ErrorKind.Transport,
                $"The signature that was made would not be accepted: {exception.Message.TrimEnd('.')}.",
                "Give the trust root of the services that sign (the key 'trustRoot'); if it is that, one of them answers wrongly.",
                exception);
        }
    }
}
