using Plimsoll.Oci.Images;
using Plimsoll.Signing.Envelopes;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Signing.Bundles;

/// <summary>Makes bundles that <c>cosign verify --key</c> and <c>cosign verify-attestation --key</c> read.</summary>
internal static class BundleSigner
{
    /// <summary>Signs an image: the statement of <c>cosign sign</c>, that the signer signed it.</summary>
    /// <exception cref="Oci.PlimsollException">Signing failed.</exception>
    public static Task<SigstoreBundle> SignImageAsync(Digest image, ISigner signer, CancellationToken cancellationToken) =>
        SignAsync(StateSignature(image), signer, cancellationToken);

    /// <summary>What <c>cosign sign</c> states of an image: that whoever signs the statement signed the image.</summary>
    public static Statement StateSignature(Digest image) => new([StatementSubject.Of(name: null, image)], PredicateTypes.CosignSignature, "{}"u8.ToArray());

    /// <summary>Signs a statement.</summary>
    /// <exception cref="Oci.PlimsollException">Signing failed.</exception>
    public static async Task<SigstoreBundle> SignAsync(Statement statement, ISigner signer, CancellationToken cancellationToken)
    {
        var envelope = new DsseEnvelope(statement.Serialize(), Statement.MediaType, []);
        var signature = await signer.SignAsync(envelope.SignedBytes, cancellationToken);
        return new SigstoreBundle(SigstoreBundle.Version03, new VerificationMaterial { PublicKey = new PublicKeyIdentifier(signer.PublicKey.Hint) })
        {
            DsseEnvelope = envelope with { Signatures = [new DsseSignature(signature)] },
        };
    }
}
