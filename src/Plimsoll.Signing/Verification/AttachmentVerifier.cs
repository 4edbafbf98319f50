using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Signing.Attachments;

namespace Plimsoll.Signing.Verification;

/// <summary>Verifies what is attached to an image, in whichever form.</summary>
/// <param name="source">Where the image is.</param>
/// <param name="verifier">The keys.</param>
internal sealed class AttachmentVerifier(IImageSource source, SignatureVerifier verifier)
{
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
            return attachment.Kind switch
            {
                AttachmentKind.SigstoreBundle => verifier.VerifyBundle(content, attachment.Subject),
                AttachmentKind.CosignSignature => verifier.VerifyLegacy(attachment.Content!, content, attachment.Subject),
                _ => verifier.VerifyEnvelope(content, attachment.Subject),
            };
        }
        catch (PlimsollException exception) when (exception.Kind is ErrorKind.Usage or ErrorKind.NotFound)
        {
            return new VerificationResult(VerificationOutcome.Malformed, exception.Message);
        }
    }
}
