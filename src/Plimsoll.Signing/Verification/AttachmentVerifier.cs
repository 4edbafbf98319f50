using Plimsoll.Oci;
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
    public static VerificationResult Verify(SignatureVerifier verifier, Attachment attachment, ReadOnlyMemory<byte> content) => attachment.Kind switch
    {
        AttachmentKind.SigstoreBundle => verifier.VerifyBundle(content, attachment.Subject),
        AttachmentKind.CosignSignature => verifier.VerifyLegacy(attachment.Content!, content, attachment.Subject),
        AttachmentKind.CosignAttestation => verifier.VerifyEnvelope(content, attachment.Subject),
        _ => throw new ArgumentOutOfRangeException(nameof(attachment), attachment.Kind, "nothing that a key signs"),
    };

    /// <summary>Reads and verifies one attachment.</summary>
    /// <returns>What was found; <c>null</c> where it is nothing that a key signs.</returns>
    /// <exception cref="PlimsollException">The registry refuses or fails.</exception>
    public async Task<VerificationResult?> VerifyAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        if (attachment.Kind is not (AttachmentKind.SigstoreBundle or AttachmentKind.CosignSignature or AttachmentKind.CosignAttestation))
            return null;

        try
        {
            var content = await AttachmentContent.ReadAsync(source, attachment, cancellationToken);
            return Verify(verifier, attachment, content);
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.Usage or ErrorKind.NotFound)
        {
            return new VerificationResult(VerificationOutcome.Malformed, exception.Message);
        }
    }
}
