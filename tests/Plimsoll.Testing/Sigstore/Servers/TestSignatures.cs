using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Plimsoll.Testing.Sigstore.Servers;

/// <summary>Verifies what a log is asked to add, by .NET alone.</summary>
internal static class TestSignatures
{
    /// <summary>Whether a signature over something with a hash is by the key of a certificate.</summary>
    public static bool Verify(byte[] certificate, byte[] hash, ReadOnlyMemory<byte> signature)
    {
        using var read = X509CertificateLoader.LoadCertificate(certificate);
        using var key = read.GetECDsaPublicKey()!;
        return key.VerifyHash(hash, signature.Span, DSASignatureFormat.Rfc3279DerSequence);
    }
}
