using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Attachments;

/// <summary>A signature of an image by the key that it was published with: made in that run, or found there.</summary>
/// <param name="Kind">Its form: <c>signature (cosign bundle)</c> or <c>signature (cosign tag)</c>.</param>
/// <param name="Digest">The digest of its manifest.</param>
/// <param name="SignedBy">The fingerprint of the key: the SHA-256 hash of the public key in DER, as <c>sha256:</c> and hexadecimal. Without a key, whom the certificate names and the issuer.</param>
public sealed record ImageSignature(string Kind, Digest Digest, string SignedBy);
