namespace Plimsoll.Signing.Bundles;

/// <summary>An X.509 certificate.</summary>
/// <param name="RawBytes">The certificate in DER.</param>
internal sealed record BundleCertificate(ReadOnlyMemory<byte> RawBytes);
