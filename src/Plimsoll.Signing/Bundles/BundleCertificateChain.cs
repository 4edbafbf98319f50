namespace Plimsoll.Signing.Bundles;

/// <summary>The certificate of the key that signed with those above it.</summary>
/// <param name="Certificates">The certificates, that of the key first.</param>
internal sealed record BundleCertificateChain(IReadOnlyList<BundleCertificate> Certificates);
