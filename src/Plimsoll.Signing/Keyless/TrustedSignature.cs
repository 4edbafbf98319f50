using Plimsoll.Signing.Keyless.Certificates;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Signing.Keyless;

/// <summary>Whose key a certificate is for, verified. What the key signed is not yet.</summary>
/// <param name="Key">The key.</param>
/// <param name="Identity">Whom the certificate names; one of those that are asked for.</param>
/// <param name="Claims">What else it says.</param>
/// <param name="SignedAt">When it was signed: the earliest time that a log or an authority tells.</param>
internal sealed record TrustedSignature(PublicKey Key, CertificateIdentity Identity, CertificateClaims Claims, DateTimeOffset SignedAt);
