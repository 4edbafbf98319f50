using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Signing.Legacy;

/// <summary>Signs images as cosign before version 3 did, for verifiers that know only its tags.</summary>
internal static class LegacySigner
{
    /// <summary>Signs an image under its tag <c>….sig</c>. Signing it again with the same key changes nothing.</summary>
    /// <param name="repository">Where the image is.</param>
    /// <param name="name">Its name without tag.</param>
    /// <param name="image">The image.</param>
    /// <param name="signer">The key.</param>
    /// <param name="cancellationToken">Stops signing.</param>
    /// <returns>The manifest with all signatures of the image.</returns>
    /// <exception cref="Oci.PlimsollException">Signing or writing failed, or something else is under the tag (exit code 5).</exception>
    public static async Task<Descriptor> SignAsync(IImageRepository repository, ImageReference name, Digest image, ISigner signer, CancellationToken cancellationToken)
    {
        var tag = CosignTags.GetTag(image, CosignTags.Signature);
        var payload = SimpleSigning.Create(name, image);
        var existing = await repository.ResolveAsync(tag, cancellationToken) is { } found
            ? await repository.GetManifestAsync(found.Digest.ToString(), cancellationToken)
            : null;
        if (existing is not null && IsSigned(existing, payload, signer.PublicKey))
            return existing.Descriptor;

        var signature = await signer.SignAsync(payload, cancellationToken);
        var appended = SignatureManifest.Append(existing, new LegacySignature(payload, signature));
        await appended.PutAsync(repository, tag, cancellationToken);
        return appended.Manifest.Descriptor;
    }

    private static bool IsSigned(ManifestContent existing, byte[] payload, PublicKey key)
    {
        var digest = Digest.Sha256(payload);
        return SignatureManifest.LayersOf(existing.Parse())
            .Where(layer => layer.Digest == digest)
            .Any(layer => key.Verifies(payload, SignatureManifest.Read(layer, payload).Signature.Span));
    }
}
