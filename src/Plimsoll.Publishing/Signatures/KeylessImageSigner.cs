using Plimsoll.Oci;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Keyless;
using Plimsoll.Signing.Keyless.Certificates;
using Plimsoll.Signing.Keyless.Signing;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Verification;

namespace Plimsoll.Publishing.Signatures;

/// <summary>
/// Signs by the identity of the job, without a key that anybody keeps. Which signatures beside an image are by the same identity, only a
/// trust root tells: without one the image is signed again.
/// </summary>
internal sealed class KeylessImageSigner : IImageSigner
{
    /// <summary>How <see cref="Identity"/> begins.</summary>
    public const string IdentityPrefix = "keyless (";

    private readonly KeylessSigner _signer;
    private readonly CertificateIdentity? _identity;

    private KeylessImageSigner(KeylessSigner signer, CertificateIdentity? identity)
    {
        (_signer, _identity) = (signer, identity);
        Identity = $"{IdentityPrefix}{signer.Authority})";
        Verifier = new SignatureVerifier([], identity is { Issuer: { } issuer, Identity: { } name } ? new KeylessVerifier(signer.TrustRoots, [IdentityPolicy.Exactly(issuer, name)]) : null);
    }

    /// <inheritdoc/>
    public string Name => _identity?.Describe() ?? $"the identity of the job, certified by {_signer.Authority}";

    /// <summary>Which authority certifies who signs: who that is, a plan cannot tell.</summary>
    public string Identity { get; }

    /// <inheritdoc/>
    public SignatureVerifier Verifier { get; }

    /// <summary>Gets a first certificate, unless nothing is signed: whoever has no token is to know before something is built or sent.</summary>
    /// <param name="signer">Signs.</param>
    /// <param name="isReadOnly">Whether nothing is signed, as in a plan.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PlimsollException">There is no token, or it is refused (exit code 2 or 4), or the authority fails (7).</exception>
    public static async Task<KeylessImageSigner> OpenAsync(KeylessSigner signer, bool isReadOnly, CancellationToken cancellationToken)
    {
        try
        {
            return new KeylessImageSigner(signer, isReadOnly ? null : (await signer.GetIdentityAsync(cancellationToken)).Name);
        }
        catch
        {
            signer.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<AttachedManifest> AttestAsync(SignedImage image, Statement statement, CancellationToken cancellationToken) =>
        await image.AttachAsync(ReferrerKind.OfBundle(statement.PredicateType), await _signer.SignAsync(statement, cancellationToken), SignedBy, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ImageSignature>> FindAsync(SignedImage image, CancellationToken cancellationToken) =>
        await image.FindAsync(Verifier, type => type == PredicateTypes.CosignSignature, says: null, cancellationToken) is { } bundle ? [new ImageSignature(ReferrerKind.BundleSignature, bundle.Digest, SignedBy)] : [];

    /// <inheritdoc/>
    public IReadOnlyList<string> GetLacking(IReadOnlyList<ImageSignature> there) => there.Count > 0 ? [] : [ReferrerKind.BundleSignature];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ImageSignature>> SignAsync(SignedImage image, IReadOnlyList<string> lacking, CancellationToken cancellationToken)
    {
        var made = new List<ImageSignature>();
        foreach (var kind in lacking)
            made.Add(new ImageSignature(kind, (await image.AttachAsync(kind, await _signer.SignAsync(BundleSigner.StateSignature(image.Descriptor.Digest), cancellationToken), SignedBy, cancellationToken)).Digest!, SignedBy));
        return made;
    }

    /// <summary>Forgets the keys.</summary>
    public void Dispose() => _signer.Dispose();

    private string SignedBy => _identity?.Describe() ?? Identity;
}
