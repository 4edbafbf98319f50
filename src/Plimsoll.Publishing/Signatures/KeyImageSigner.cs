using Plimsoll.Publishing.Attachments;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Legacy;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Verification;

namespace Plimsoll.Publishing.Signatures;

/// <summary>Signs by a key, in Sigstore bundles as cosign 3 attaches them, and on request under the tag of cosign before it.</summary>
/// <param name="publicKey">The public key.</param>
/// <param name="signer">The private key; <c>null</c> where nothing is signed, as in a plan.</param>
/// <param name="hasLegacyTags">Whether the image is signed under the tag, too.</param>
internal sealed class KeyImageSigner(PublicKey publicKey, ISigner? signer, bool hasLegacyTags) : IImageSigner
{
    /// <inheritdoc/>
    public string Name => publicKey.ToString();

    /// <inheritdoc/>
    public string Identity => publicKey.Fingerprint;

    /// <inheritdoc/>
    public SignatureVerifier Verifier { get; } = new([publicKey]);

    private ISigner Signer => signer ?? throw new InvalidOperationException("The private key was not opened.");

    /// <inheritdoc/>
    public async Task<AttachedManifest> AttestAsync(SignedImage image, Statement statement, CancellationToken cancellationToken) =>
        await image.AttachAsync(ReferrerKind.OfBundle(statement.PredicateType), await BundleSigner.SignAsync(statement, Signer, cancellationToken), Identity, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ImageSignature>> FindAsync(SignedImage image, CancellationToken cancellationToken)
    {
        var found = new List<ImageSignature>();
        if (await image.FindAsync(Verifier, type => type == PredicateTypes.CosignSignature, says: null, cancellationToken) is { } bundle)
            found.Add(new ImageSignature(ReferrerKind.BundleSignature, bundle.Digest, Identity));
        if (hasLegacyTags && await LegacySigner.FindAsync(image.Repository, image.Name, image.Descriptor.Digest, publicKey, cancellationToken) is { } tagged)
            found.Add(new ImageSignature(ReferrerKind.TagSignature, tagged.Digest, Identity));
        return found;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> GetLacking(IReadOnlyList<ImageSignature> there) =>
        [.. (hasLegacyTags ? [ReferrerKind.BundleSignature, ReferrerKind.TagSignature] : (string[])[ReferrerKind.BundleSignature]).Except(there.Select(signature => signature.Kind))];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ImageSignature>> SignAsync(SignedImage image, IReadOnlyList<string> lacking, CancellationToken cancellationToken)
    {
        var made = new List<ImageSignature>();
        foreach (var kind in lacking)
        {
            var digest = kind == ReferrerKind.TagSignature
                ? (await LegacySigner.SignAsync(image.Repository, image.Name, image.Descriptor.Digest, Signer, cancellationToken)).Digest
                : (await image.AttachAsync(kind, await BundleSigner.SignImageAsync(image.Descriptor.Digest, Signer, cancellationToken), Identity, cancellationToken)).Digest!;
            made.Add(new ImageSignature(kind, digest, Identity));
        }

        return made;
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose() => signer?.Dispose();
}
