using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Envelopes;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Legacy;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Verification;
using Plimsoll.Testing;

namespace Plimsoll.Signing.Tests.Verification;

public class SignatureVerifierTests
{
    private static readonly Digest Image = Digest.Sha256("an image"u8);

    private static readonly SignatureVerifier Verifier = new([TestKeys.Other.PublicKey, TestKeys.Signer.PublicKey]);

    [Fact]
    public async Task A_signed_image_is_valid_by_its_key()
    {
        var bundle = await BundleSigner.SignImageAsync(Image, TestKeys.Signer, CancellationToken.None);

        var result = Verifier.VerifyBundle(bundle.Serialize(), Image);

        Assert.True(result.IsValid);
        Assert.Equal(TestKeys.Signer.PublicKey, result.Key);
        Assert.Equal(PredicateTypes.CosignSignature, result.PredicateType);
        Assert.Equal($"it is signed by {TestKeys.Signer.PublicKey}", result.Message);
    }

    /// <summary>The bytes that are signed, and the signature of them, judged by openssl.</summary>
    [Fact]
    public async Task Openssl_verifies_the_signature_of_a_bundle()
    {
        using var folder = new TempDirectory();
        OpenSsl.CreateKey(folder.Path);
        using var signer = new SignerFactory(_ => null, folder.Path, TimeProvider.System).Open(KeyReference.Parse("key.pem"));

        var bundle = await BundleSigner.SignImageAsync(Image, signer, CancellationToken.None);

        using var document = JsonDocument.Parse(bundle.Serialize());
        var envelope = document.RootElement.GetProperty("dsseEnvelope");
        var payload = envelope.GetProperty("payload").GetBytesFromBase64();
        var signed = Encoding.UTF8.GetBytes($"DSSEv1 28 application/vnd.in-toto+json {payload.Length} ").Concat(payload).ToArray();
        Assert.True(OpenSsl.Verifies(folder.Path, "key.pub", signed, envelope.GetProperty("signatures")[0].GetProperty("sig").GetBytesFromBase64()));
        Assert.True(new SignatureVerifier([signer.PublicKey]).VerifyBundle(bundle.Serialize(), Image).IsValid);
    }

    [Fact]
    public async Task Each_refusal_has_its_reason()
    {
        var bundle = await BundleSigner.SignImageAsync(Image, TestKeys.Signer, CancellationToken.None);
        var envelope = bundle.DsseEnvelope!;
        SigstoreBundle WithHint(SigstoreBundle of, string? hint) => of with { VerificationMaterial = new VerificationMaterial { PublicKey = new PublicKeyIdentifier(hint) } };

        AssertRefused(VerificationOutcome.WrongSubject, $"it is about {Image}, and not", bundle, Digest.Sha256("another"u8));
        AssertRefused(VerificationOutcome.UnknownKey, "which is none of the given keys", WithHint(bundle, "abc"), Image);
        AssertRefused(VerificationOutcome.SignatureMismatch, "by ECDSA P-256", WithHint(bundle, TestKeys.Other.PublicKey.Hint), Image);
        AssertRefused(VerificationOutcome.SignatureMismatch, "any of the 2 given keys", WithHint(bundle with { DsseEnvelope = envelope with { Payload = "{}"u8.ToArray() } }, null), Image);
        AssertRefused(VerificationOutcome.SignatureMismatch, "by ECDSA", bundle with { DsseEnvelope = envelope with { PayloadType = "text/plain" } }, Image);
        AssertRefused(VerificationOutcome.ByCertificate, "certificate", bundle with { VerificationMaterial = WithCertificate, DsseEnvelope = envelope with { Payload = "{}"u8.ToArray() } }, Image);
        AssertRefused(VerificationOutcome.UnsupportedPayload, "'text/plain'", await SignAsync("text/plain", "hello"), Image);
        AssertRefused(VerificationOutcome.Malformed, "The in-toto statement is not valid: it is not a JSON object", await SignAsync(Statement.MediaType, "[]"), Image);
        AssertRefused(VerificationOutcome.Malformed, "The Sigstore bundle is not valid: its media type is 'x'", bundle with { MediaType = "x" }, Image);
        Assert.True(Verifier.VerifyBundle(WithHint(bundle, null).Serialize(), Image).IsValid);
    }

    private static VerificationMaterial WithCertificate => new() { Certificate = new BundleCertificate(new byte[] { 1 }) };

    /// <summary>A certificate may have been issued for a key that the verifier has.</summary>
    [Fact]
    public async Task The_keys_are_tried_before_a_certificate_is_looked_at()
    {
        var bundle = await BundleSigner.SignImageAsync(Image, TestKeys.Signer, CancellationToken.None);
        var payload = SimpleSigning.Create(ImageReference.Parse("registry.example/acme/app"), Image);
        var signature = await TestKeys.Signer.SignAsync(payload, CancellationToken.None);
        var layer = Assert.Single(SignatureManifest.LayersOf(SignatureManifest.Append(null, new LegacySignature(payload, signature)).Manifest.Parse()));
        layer = layer with { Annotations = new Dictionary<string, string>(layer.Annotations!) { ["dev.sigstore.cosign/certificate"] = "a certificate" } };

        foreach (var (key, outcome) in new[] { (TestKeys.Signer, VerificationOutcome.Valid), (TestKeys.Other, VerificationOutcome.ByCertificate) })
        {
            var verifier = new SignatureVerifier([key.PublicKey]);
            Assert.Equal(outcome, verifier.VerifyBundle((bundle with { VerificationMaterial = WithCertificate }).Serialize(), Image).Outcome);
            Assert.Equal(outcome, verifier.VerifyLegacy(layer, payload, Image).Outcome);
        }
    }

    [Fact]
    public async Task One_of_several_signatures_is_enough()
    {
        var bundle = await BundleSigner.SignImageAsync(Image, TestKeys.Signer, CancellationToken.None);
        var envelope = bundle.DsseEnvelope! with { Signatures = [new DsseSignature(new byte[] { 1, 2, 3 }), .. bundle.DsseEnvelope!.Signatures] };

        Assert.True(Verifier.VerifyEnvelope(envelope.Serialize(), Image).IsValid);
    }

    [Fact]
    public async Task A_signature_of_the_manifest_itself_is_valid_for_its_digest_only()
    {
        var manifest = "a manifest"u8.ToArray();
        var bundle = new SigstoreBundle(SigstoreBundle.Version03, new VerificationMaterial { PublicKey = new PublicKeyIdentifier(TestKeys.Signer.PublicKey.Hint) })
        {
            MessageSignature = new MessageSignature(new MessageDigest(MessageDigest.Sha256, SHA256.HashData(manifest)), await TestKeys.Signer.SignAsync(manifest, CancellationToken.None)),
        };

        Assert.True(Verifier.VerifyBundle(bundle.Serialize(), Digest.Sha256(manifest)).IsValid);
        AssertRefused(VerificationOutcome.WrongSubject, "it is about", bundle, Image);
        AssertRefused(VerificationOutcome.SignatureMismatch, "not one of its content", bundle with { MessageSignature = bundle.MessageSignature with { MessageDigest = new MessageDigest(MessageDigest.Sha256, SHA256.HashData("x"u8)) } }, Digest.Sha256("x"u8));
        AssertRefused(VerificationOutcome.UnsupportedPayload, "SHA2_512", bundle with { MessageSignature = bundle.MessageSignature with { MessageDigest = new MessageDigest("SHA2_512", new byte[64]) } }, Image);
    }

    [Fact]
    public async Task What_is_signed_by_somebody_else_is_not_shown_as_a_statement()
    {
        var bundle = await BundleSigner.SignImageAsync(Image, TestKeys.Signer, CancellationToken.None);

        var result = new SignatureVerifier([TestKeys.Other.PublicKey]).VerifyBundle(bundle.Serialize(), Image);

        Assert.Equal(VerificationOutcome.UnknownKey, result.Outcome);
        Assert.Null(result.Statement);
        Assert.Null(result.Key);
    }

    private static void AssertRefused(VerificationOutcome outcome, string message, SigstoreBundle bundle, Digest image)
    {
        var result = Verifier.VerifyBundle(bundle.Serialize(), image);

        Assert.Equal(outcome, result.Outcome);
        Assert.False(result.IsValid);
        Assert.Contains(message, result.Message);
    }

    private static async Task<SigstoreBundle> SignAsync(string type, string payload)
    {
        var envelope = new DsseEnvelope(Encoding.UTF8.GetBytes(payload), type, []);
        return new SigstoreBundle(SigstoreBundle.Version03, new VerificationMaterial { PublicKey = new PublicKeyIdentifier(TestKeys.Signer.PublicKey.Hint) })
        {
            DsseEnvelope = envelope with { Signatures = [new DsseSignature(await TestKeys.Signer.SignAsync(envelope.SignedBytes, CancellationToken.None))] },
        };
    }
}
