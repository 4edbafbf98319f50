using System.Security.Cryptography;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Envelopes;
using Plimsoll.Signing.Keyless;
using Plimsoll.Signing.Keyless.Certificates;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Legacy;
using Plimsoll.Signing.Statements;

namespace Plimsoll.Signing.Verification;

/// <summary>
/// Verifies signatures by public keys, and by the identities that certificates name. With a key, what a log or a timestamp says besides
/// is not looked at: whoever has the key decides what counts. Nothing of the signed content is read before its signature was verified.
/// </summary>
/// <param name="keys">The keys of which one must have signed; with none, no signature by a key counts.</param>
/// <param name="keyless">Verifies the certificates of signatures; <c>null</c> where none counts.</param>
internal sealed class SignatureVerifier(IReadOnlyList<PublicKey> keys, KeylessVerifier? keyless = null)
{
    /// <summary>Whether anybody's signature counts at all.</summary>
    public bool HasSigners => keys.Count > 0 || keyless is not null;

    /// <summary>Verifies a Sigstore bundle.</summary>
    /// <param name="bundle">The bundle in JSON.</param>
    /// <param name="image">The digest that it must be about.</param>
    public VerificationResult VerifyBundle(ReadOnlyMemory<byte> bundle, Digest image) => Guard(() => Verify(SigstoreBundle.Parse(bundle), image));

    /// <summary>Verifies an envelope without a bundle, as <c>cosign attest</c> before version 3 kept it under a tag <c>….att</c>.</summary>
    /// <param name="envelope">The envelope in JSON.</param>
    /// <param name="image">The digest that it must be about.</param>
    public VerificationResult VerifyEnvelope(ReadOnlyMemory<byte> envelope, Digest image) => Guard(() => Verify(DsseEnvelope.Parse(envelope), keys, image));

    /// <summary>Verifies a signature of a tag <c>….sig</c>.</summary>
    /// <param name="layer">The layer of the manifest under the tag.</param>
    /// <param name="payload">The layer's content.</param>
    /// <param name="image">The digest that it must be about.</param>
    public VerificationResult VerifyLegacy(Descriptor layer, ReadOnlyMemory<byte> payload, Digest image) => Guard(() => Verify(SignatureManifest.Read(layer, payload), image));

    private VerificationResult Verify(SigstoreBundle bundle, Digest image)
    {
        if (bundle.VerificationMaterial.PublicKey is not { } identifier)
        {
            // A key that somebody gives counts, whether or not a certificate was issued for it.
            var byKey = VerifyContent(bundle, keys, image);
            return byKey.Key is not null ? byKey : VerifyByCertificate(
                bundle.VerificationMaterial.LeafCertificate is { } leaf ? CertificateIdentity.TryRead(leaf) : null,
                () => bundle,
                key => VerifyContent(bundle, [key], image));
        }

        var claimed = string.IsNullOrEmpty(identifier.Hint) ? null : NameOf(identifier.Hint);
        return Verify(bundle, identifier, image) with { ClaimedKey = claimed };
    }

    /// <summary>Verifies whose key a certificate is for, then by that key.</summary>
    private VerificationResult VerifyByCertificate(CertificateIdentity? claimed, Func<SigstoreBundle> read, Func<PublicKey, VerificationResult> verify)
    {
        if (keyless is null)
            return ByCertificate(claimed);

        try
        {
            var trusted = keyless.Verify(read());
            var result = verify(trusted.Key);
            return (result.IsValid ? result with { Message = $"it is signed by {trusted.Identity.Describe()}" } : result) with
            {
                Key = null,
                ClaimedIdentity = claimed,
                Identity = result.Key is null ? null : trusted.Identity,
                Claims = result.Key is null ? null : trusted.Claims,
                SignedAt = result.Key is null ? null : trusted.SignedAt,
            };
        }
        catch (RefusedException exception)
        {
            return new VerificationResult(exception.Outcome, exception.Message) { ClaimedIdentity = claimed };
        }
        catch (MalformedException exception)
        {
            return new VerificationResult(VerificationOutcome.Malformed, exception.Message) { ClaimedIdentity = claimed };
        }
        catch (CryptographicException)
        {
            // Anybody may attach a certificate that .NET cannot make anything of.
            return new VerificationResult(VerificationOutcome.Malformed, "its certificate cannot be read") { ClaimedIdentity = claimed };
        }
    }

    private VerificationResult Verify(SigstoreBundle bundle, PublicKeyIdentifier identifier, Digest image)
    {
        // Tools may leave the hint out. One that is there must be right: it is the only name of the key in the bundle.
        var candidates = keys;
        if (identifier.Hint is { Length: > 0 } hint)
            candidates = [.. keys.Where(key => key.Hint == hint)];
        if (keys.Count > 0 && candidates.Count == 0)
            return new VerificationResult(VerificationOutcome.UnknownKey, $"it names the key {NameOf(identifier.Hint!)}, which is none of the given keys ({string.Join(", ", keys)})");

        return VerifyContent(bundle, candidates, image);
    }

    private static VerificationResult VerifyContent(SigstoreBundle bundle, IReadOnlyList<PublicKey> candidates, Digest image) =>
        bundle.DsseEnvelope is { } envelope ? Verify(envelope, candidates, image) : Verify(bundle.MessageSignature!, candidates, image);

    private static VerificationResult Verify(DsseEnvelope envelope, IReadOnlyList<PublicKey> candidates, Digest image)
    {
        // Each signature may be by somebody else; one that counts is enough.
        var signed = envelope.SignedBytes;
        if (candidates.FirstOrDefault(key => envelope.Signatures.Any(signature => key.Verifies(signed.Span, signature.Sig.Span))) is not { } by)
            return Mismatch(candidates);
        if (envelope.PayloadType != Statement.MediaType)
            return new VerificationResult(VerificationOutcome.UnsupportedPayload, $"it is a signed '{Shorten(envelope.PayloadType)}', and not a statement ({Statement.MediaType})") { Key = by };

        var statement = Statement.Parse(envelope.Payload);
        var result = statement.IsAbout(image)
            ? Valid(by)
            : WrongSubject(image, string.Join(", ", statement.Subjects.Take(3).SelectMany(subject => subject.Digests.Select(digest => $"{Shorten(digest.Key)}:{Shorten(digest.Value)}"))));
        return result with { Key = by, Statement = statement, PredicateType = statement.PredicateType };
    }

    private static VerificationResult Verify(MessageSignature message, IReadOnlyList<PublicKey> candidates, Digest image)
    {
        if (message.MessageDigest.Algorithm != MessageDigest.Sha256 || image.Algorithm != "sha256")
            return new VerificationResult(VerificationOutcome.UnsupportedPayload, $"it is a signature of a hash by {Shorten(message.MessageDigest.Algorithm)}, and only those of SHA-256 are supported");

        var hash = message.MessageDigest.Digest;
        if (candidates.FirstOrDefault(key => hash.Length == 32 && key.VerifiesHash(hash.Span, message.Signature.Span)) is not { } by)
            return Mismatch(candidates);

        var signed = Digest.FromHash(hash.Span);
        return (signed == image ? Valid(by) : WrongSubject(image, signed.ToString())) with { Key = by, PredicateType = PredicateTypes.CosignSignature };
    }

    private VerificationResult Verify(LegacySignature signature, Digest image)
    {
        var byKey = Verify(signature, keys, image);
        return byKey.Key is null && signature.Certificate is { } certificate
            ? VerifyByCertificate(CertificateIdentity.TryRead(certificate), () => LegacyBundle.Create(signature), key => Verify(signature, [key], image))
            : byKey;
    }

    private static VerificationResult Verify(LegacySignature signature, IReadOnlyList<PublicKey> candidates, Digest image)
    {
        if (candidates.FirstOrDefault(key => key.Verifies(signature.Payload.Span, signature.Signature.Span)) is not { } by)
            return Mismatch(candidates);

        var signed = SimpleSigning.ReadImage(signature.Payload);
        return (signed == image ? Valid(by) : WrongSubject(image, signed.ToString())) with { Key = by, PredicateType = PredicateTypes.CosignSignature };
    }

    private static VerificationResult Valid(PublicKey key) => new(VerificationOutcome.Valid, $"it is signed by {key}");

    private static VerificationResult WrongSubject(Digest image, string signed) => new(VerificationOutcome.WrongSubject, $"it is about {signed}, and not {image}");

    private static VerificationResult ByCertificate(CertificateIdentity? claimed) =>
        new(VerificationOutcome.ByCertificate, "not verified: it is signed by the key of a certificate, and no identity is given") { ClaimedIdentity = claimed };

    private static VerificationResult Mismatch(IReadOnlyList<PublicKey> candidates) => candidates.Count == 0 ? new(VerificationOutcome.UnknownKey, "not verified: no key is given") : new(
        VerificationOutcome.SignatureMismatch,
        candidates is [var only] ? $"its signature is not one of its content by {only}" : $"its signature is not one of its content by any of the {candidates.Count} given keys");

    private static VerificationResult Guard(Func<VerificationResult> verify)
    {
        try
        {
            return verify();
        }
        catch (MalformedException exception)
        {
            return new VerificationResult(VerificationOutcome.Malformed, exception.Message);
        }
    }

    /// <summary>A hint as the fingerprint that it is with cosign, else as it was written.</summary>
    private static string NameOf(string hint) =>
        Base64Text.TryDecode(hint, out var hash) && hash.Length == 32 ? $"sha256:{Convert.ToHexStringLower(hash)}" : Shorten(hint);

    /// <summary>What somebody else wrote is in messages only so far that it cannot hide the rest of them.</summary>
    private static string Shorten(string text) => string.Concat(text.Take(100).Select(character => char.IsControl(character) ? '…' : character));
}
