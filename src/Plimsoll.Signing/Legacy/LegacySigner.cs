using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Signing.Legacy;

/// <summary>Signs images as cosign before version 3 did, for verifiers that know only its tags.</summary>
internal static class LegacySigner
{
    private const int MostWrites = 5;

    /// <summary>Signs an image under its tag <c>….sig</c>. Signing it again with the same key changes nothing.</summary>
    /// <param name="repository">Where the image is.</param>
    /// <param name="name">Its name without tag.</param>
    /// <param name="image">The image.</param>
    /// <param name="signer">The key.</param>
    /// <param name="cancellationToken">Stops signing.</param>
    /// <returns>The manifest with all signatures of the image.</returns>
    /// <exception cref="PlimsollException">Signing or writing failed; something else is under the tag, or others overwrite it (exit code 5).</exception>
    public static async Task<Descriptor> SignAsync(IImageRepository repository, ImageReference name, Digest image, ISigner signer, CancellationToken cancellationToken)
    {
        var tag = CosignTags.GetTag(image, CosignTags.Signature);
        var payload = SimpleSigning.Create(name, image);
        LegacySignature? signature = null;
        var writes = 0;
        while (true)
        {
            // Read just before it is written, and once more afterwards: others may sign the same image, and signing takes its time.
            var existing = await ReadAsync(repository, tag, cancellationToken);
            if (existing is not null && IsSigned(existing, payload, signer.PublicKey))
                return existing.Descriptor;

            if (signature is null)
            {
                signature = new LegacySignature(payload, await signer.SignAsync(payload, cancellationToken));
                continue;
            }

            if (writes++ == MostWrites)
                throw new PlimsollException(
                    ErrorKind.Conflict,
                    $"The signature of {name.FamiliarName}@{image} is not under the tag {tag}, although it was written {MostWrites} times.",
                    "Somebody else writes this tag at the same time. Try again.");
            await SignatureManifest.Append(existing, signature).PutAsync(repository, tag, cancellationToken);
        }
    }

    /// <summary>Finds the signature of an image under its tag that signing it would make.</summary>
    /// <param name="repository">Where the image is.</param>
    /// <param name="name">Its name without tag.</param>
    /// <param name="image">The image.</param>
    /// <param name="key">The public key.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The manifest with all signatures of the image; <c>null</c> where none of them is by the key.</returns>
    public static async Task<Descriptor?> FindAsync(IImageRepository repository, ImageReference name, Digest image, PublicKey key, CancellationToken cancellationToken) =>
        await ReadAsync(repository, CosignTags.GetTag(image, CosignTags.Signature), cancellationToken) is { } existing && IsSigned(existing, SimpleSigning.Create(name, image), key) ? existing.Descriptor : null;

    private static async Task<ManifestContent?> ReadAsync(IImageRepository repository, string tag, CancellationToken cancellationToken) =>
        await repository.ResolveAsync(tag, cancellationToken) is { } found ? await repository.GetManifestAsync(found.Digest.ToString(), cancellationToken) : null;

    private static bool IsSigned(ManifestContent existing, byte[] payload, PublicKey key)
    {
        var digest = Digest.Sha256(payload);
        return SignatureManifest.LayersOf(existing.Parse()).Any(layer => layer.Digest == digest && IsBy(key, layer, payload));
    }

    /// <summary>What others left under the tag may be broken.</summary>
    private static bool IsBy(PublicKey key, Descriptor layer, byte[] payload)
    {
        try
        {
            return key.Verifies(payload, SignatureManifest.Read(layer, payload).Signature.Span);
        }
        catch (MalformedException)
        {
            return false;
        }
    }
}
