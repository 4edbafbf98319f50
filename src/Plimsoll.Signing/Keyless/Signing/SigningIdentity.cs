using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Plimsoll.Signing.Keyless.Certificates;

namespace Plimsoll.Signing.Keyless.Signing;

/// <summary>A key for a few minutes with its certificate. The key is in memory only.</summary>
/// <param name="key">The key.</param>
/// <param name="certificate">The certificate.</param>
/// <param name="issued">When it was issued, by this machine's clock.</param>
internal sealed class SigningIdentity(ECDsa key, X509Certificate2 certificate, DateTimeOffset issued) : IDisposable
{
    /// <summary>The certificate in DER.</summary>
    public ReadOnlyMemory<byte> Certificate => certificate.RawDataMemory;

    /// <summary>Until when nothing else is needed to sign: half its time, counted by this clock, because log and timestamp follow the signature and the authority's clock may be another.</summary>
    public DateTimeOffset RenewAt { get; } = issued + ((certificate.NotAfter - certificate.NotBefore) / 2);

    /// <summary>Who signs, as the certificate says.</summary>
    public CertificateIdentity? Name { get; } = CertificateIdentity.TryRead(certificate.RawDataMemory);

    /// <summary>Signs data.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Forgets the key.</summary>
    public void Dispose()
    {
        key.Dispose();
        certificate.Dispose();
    }
}
