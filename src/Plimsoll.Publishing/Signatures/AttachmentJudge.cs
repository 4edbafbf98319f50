using System.Runtime.CompilerServices;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Signing.Attachments;
using Plimsoll.Signing.Keyless;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Verification;

namespace Plimsoll.Publishing.Signatures;

/// <summary>Finds what is attached to an image, and verifies it by public keys and by the identities of certificates.</summary>
/// <param name="keys">The keys; with none, nothing counts by a key.</param>
/// <param name="keyless">Whose certificates count; <c>null</c> where none does.</param>
internal sealed class AttachmentJudge(IReadOnlyList<PublicKey> keys, KeylessVerifier? keyless = null)
{
    /// <summary>Lists what is attached to a manifest, each read only when the caller goes on. Receipts and holds, which only Plimsoll reads, are left out.</summary>
    /// <param name="source">Where the image is.</param>
    /// <param name="image">The image or index; what is attached to an image of an index is not listed, but for what the index lists itself.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">The registry refuses or fails, or more is attached than is read (exit code 3).</exception>
    public async IAsyncEnumerable<JudgedAttachment> JudgeAsync(IImageSource source, ManifestContent image, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var verifier = new AttachmentVerifier(source, new SignatureVerifier(keys, keyless));
        var limit = new VerificationLimit(image.Descriptor.Digest);
        await foreach (var attachment in AttachmentFinder.FindAsync(source, image, cancellationToken))
        {
            if (attachment.Kind is AttachmentKind.Receipt or AttachmentKind.Other)
                continue;
            if (attachment is { IsSigned: true, Kind: not AttachmentKind.NotationSignature })
                limit.Add();
            yield return new JudgedAttachment(attachment, await verifier.VerifyAsync(attachment, image.Descriptor.Digest, cancellationToken));
        }
    }
}
