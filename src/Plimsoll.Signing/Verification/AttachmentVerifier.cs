using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Signing.Attachments;

namespace Plimsoll.Signing.Verification;

/// <summary>Verifies what is attached to an image, in whichever form.</summary>
/// <param name="source">Where the image is.</param>
/// <param name="verifier">The keys.</param>
internal sealed class AttachmentVerifier(IImageSource source, SignatureVerifier verifier)
{
    /// <summary>Verifies an attachment that was read: a bundle, or a signature or attestation of cosign.</summary>
    /// <param name="verifier">The keys.</param>
    /// <param name="attachment">The attachment.</param>
    /// <param name="content">Its content.</param>
    /// <param name="image">What it must be about. The attachment's own subject does not count: whoever writes an index says there what its attestations are about.</param>
    public static VerificationResult Verify(SignatureVerifier verifier, Attachment attachment, ReadOnlyMemory<byte> content, Digest image) => attachment.Kind switch
    {
        AttachmentKind.SigstoreBundle => verifier.VerifyBundle(content, image),
        AttachmentKind.CosignSignature => verifier.VerifyLegacy(attachment.Content!, content, image),
        AttachmentKind.CosignAttestation => verifier.VerifyEnvelope(content, image),
        _ => throw new ArgumentOutOfRangeException(nameof(attachment), attachment.Kind, "nothing that a key signs"),
    };

    /// <summary>Reads and verifies one attachment.</summary>
    /// <param name="attachment">The attachment.</param>
    /// <param name="image">What it must be about.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What was found; <c>null</c> where it is nothing that a key signs.</returns>
    /// <exception cref="PlimsollException">The registry refuses or fails.</exception>
    public async Task<VerificationResult?> VerifyAsync(Attachment attachment, Digest image, CancellationToken cancellationToken)
    {
        if (attachment.Kind is not (AttachmentKind.SigstoreBundle or AttachmentKind.CosignSignature or AttachmentKind.CosignAttestation))
            return null;

        try
        {
            var content = await AttachmentContent.ReadAsync(source, attachment, cancellationToken);
            return Verify(verifier, attachment, content, image);
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.Usage or ErrorKind.NotFound)
        {
            return new VerificationResult(VerificationOutcome.Malformed, exception.Message);
        }
    }
}
