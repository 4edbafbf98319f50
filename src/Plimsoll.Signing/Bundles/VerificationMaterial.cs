using System.Text.Json.Serialization;

namespace Plimsoll.Signing.Bundles;

/// <summary>What a signature is verified with: a hint at the key or a certificate of it, and what tells when it was made.</summary>
internal sealed record VerificationMaterial
{
    /// <summary>Names the key, where a verifier is to have it.</summary>
    public PublicKeyIdentifier? PublicKey { get; init; }

    /// <summary>The certificate of the key.</summary>
    public BundleCertificate? Certificate { get; init; }

    /// <summary>The certificate with those above it, in bundles before version 0.3 and where the authority is a private one.</summary>
    public BundleCertificateChain? X509CertificateChain { get; init; }

    /// <summary>The certificate of the key in DER, wherever it is; <c>null</c> where there is none.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte>? LeafCertificate => Certificate?.RawBytes ?? (X509CertificateChain?.Certificates is [var first, ..] ? first.RawBytes : null);

    /// <summary>The entries of transparency logs.</summary>
    public IReadOnlyList<TransparencyLogEntry>? TlogEntries { get; init; }

    /// <summary>Timestamps.</summary>
    public TimestampVerificationData? TimestampVerificationData { get; init; }
}
