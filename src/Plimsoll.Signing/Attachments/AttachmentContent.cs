using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Attachments;

/// <summary>Reads what is attached.</summary>
internal static class AttachmentContent
{
    /// <summary>Reads the content of an attachment and checks its digest.</summary>
    /// <exception cref="MalformedException">It has no content of its own, has another digest or size, or is larger than any that is verified.</exception>
    /// <exception cref="Oci.PlimsollException">It is gone (exit code 6), or the registry fails.</exception>
    public static async Task<byte[]> ReadAsync(IImageSource source, Attachment attachment, CancellationToken cancellationToken)
    {
        var name = $"The attachment {attachment.Manifest.Digest}";
        var blob = attachment.Content ?? throw new MalformedException(name, "it does not consist of one blob");
        if (blob.Size > SigstoreBundle.MaximumSize)
            throw new MalformedException(name, $"it is larger than {SigstoreBundle.MaximumSize / (1024 * 1024)} MiB");

        // To its end, where the stream checks the digest. The size is only what the manifest says, and so is not reserved.
        try
        {
            await using var stream = await source.OpenBlobAsync(blob, cancellationToken);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, cancellationToken);
            return bytes.ToArray();
        }
        catch (RegistryException exception) when (exception.IsContentMismatch)
        {
            // Whoever may attach can write a wrong size or digest into a manifest: that says nothing of what others attached.
            throw new MalformedException(name, "its content does not have the digest and size that its manifest says", exception);
        }
    }
}
