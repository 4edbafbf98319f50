namespace Plimsoll.Signing.Keyless.Signing.Fulcio;

/// <summary>What Fulcio answers: one of both.</summary>
/// <param name="SignedCertificateEmbeddedSct">A certificate that has the promise of a certificate log in it.</param>
/// <param name="SignedCertificateDetachedSct">One that has not, as of an authority without such a log. Whether it counts is the verifier's decision.</param>
internal sealed record FulcioAnswer(FulcioCertificate? SignedCertificateEmbeddedSct = null, FulcioCertificate? SignedCertificateDetachedSct = null);
