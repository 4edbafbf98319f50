using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Plimsoll.Testing.Sigstore;

/// <summary>A certificate for signing with its key.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Key">The key.</param>
internal sealed record TestLeaf(X509Certificate2 Certificate, ECDsa Key)
{
    /// <summary>The certificate in DER.</summary>
    public byte[] Der => Certificate.RawData;

    /// <summary>The certificate in PEM, with a line break at its end as Go writes it.</summary>
    public string Pem => Certificate.ExportCertificatePem() + "\n";

    /// <summary>Signs data: ECDSA over SHA-256, in DER.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => Key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
}
