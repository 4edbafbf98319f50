using Plimsoll.Publishing.Attachments;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Verification;

namespace Plimsoll.Publishing.Signatures;

/// <summary>
/// Signs images and what is stated about them, and keeps the signatures beside the image. Whatever signs without a key that lasts
/// is another one of these: it differs in what <see cref="AttestAsync"/> puts into its bundles, and in how they are verified.
/// </summary>
internal interface IImageSigner : IDisposable
{
    /// <summary>Who signs, as people read it: <c>ECDSA P-256 sha256:…</c>.</summary>
    string Name { get; }

    /// <summary>The same for records: the fingerprint of the key, or the authority that certifies who signs.</summary>
    string Identity { get; }

    /// <summary>Tells which signatures beside an image are by this signer.</summary>
    SignatureVerifier Verifier { get; }

    /// <summary>Signs a statement about an image and attaches it.</summary>
    /// <exception cref="Plimsoll.Oci.PlimsollException">Signing or writing failed.</exception>
    Task<AttachedManifest> AttestAsync(SignedImage image, Statement statement, CancellationToken cancellationToken);

    /// <summary>Finds the signatures of the image itself by this signer.</summary>
    Task<IReadOnlyList<ImageSignature>> FindAsync(SignedImage image, CancellationToken cancellationToken);

    /// <summary>The kinds of signature, as <see cref="ReferrerKind"/> calls them, that the image would get besides those that are there.</summary>
    IReadOnlyList<string> GetLacking(IReadOnlyList<ImageSignature> there);

    /// <summary>Signs the image itself in each form that it lacks.</summary>
    /// <param name="image">The image.</param>
    /// <param name="lacking">The kinds, of <see cref="GetLacking"/>.</param>
    /// <param name="cancellationToken">Stops signing.</param>
    /// <exception cref="Plimsoll.Oci.PlimsollException">Signing or writing failed.</exception>
    Task<IReadOnlyList<ImageSignature>> SignAsync(SignedImage image, IReadOnlyList<string> lacking, CancellationToken cancellationToken);
}
