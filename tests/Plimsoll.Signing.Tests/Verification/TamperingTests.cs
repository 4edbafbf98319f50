using CsCheck;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Envelopes;
using Plimsoll.Signing.Legacy;
using Plimsoll.Signing.Statements;
using Plimsoll.Signing.Verification;

namespace Plimsoll.Signing.Tests.Verification;

/// <summary>What is signed is valid, and with any one byte changed it is not.</summary>
public class TamperingTests
{
    private static readonly Digest Image = Digest.Sha256("an image"u8);

    private static readonly SignatureVerifier Verifier = new([TestKeys.Signer.PublicKey]);

    [Fact]
    public async Task Each_byte_of_a_bundle_counts()
    {
        var statement = new Statement([StatementSubject.Of("acme/app", Image)], "https://example.com/p", """{"text":"some+text","number":17}"""u8.ToArray());
        var bytes = (await BundleSigner.SignAsync(statement, TestKeys.Signer, CancellationToken.None)).Serialize();

        AssertEachByteCounts(bytes, changed => Verifier.VerifyBundle(changed, Image));
        AssertEveryEditCounts(bytes, changed => Verifier.VerifyBundle(changed, Image), changed => SigstoreBundle.Parse(changed).Serialize());
    }

    [Fact]
    public async Task Each_byte_of_an_envelope_counts()
    {
        var bytes = (await BundleSigner.SignImageAsync(Image, TestKeys.Signer, CancellationToken.None)).DsseEnvelope!.Serialize();

        AssertEachByteCounts(bytes, changed => Verifier.VerifyEnvelope(changed, Image));
        AssertEveryEditCounts(bytes, changed => Verifier.VerifyEnvelope(changed, Image), changed => DsseEnvelope.Parse(changed).Serialize());
    }

    [Fact]
    public async Task Each_byte_of_a_signature_under_a_tag_and_of_its_payload_counts()
    {
        var payload = SimpleSigning.Create(ImageReference.Parse("registry.example/acme/app"), Image);
        var signature = await TestKeys.Signer.SignAsync(payload, CancellationToken.None);
        var layer = SignatureManifest.LayersOf(SignatureManifest.Append(null, new LegacySignature(payload, signature)).Manifest.Parse()).Single();

        AssertEachByteCounts(payload, changed => Verifier.VerifyLegacy(layer, changed, Image));
        var annotation = Assert.Single(layer.Annotations!);
        AssertEachByteCounts(
            [.. annotation.Value.Select(character => (byte)character)],
            changed => Verifier.VerifyLegacy(layer with { Annotations = new Dictionary<string, string> { [annotation.Key] = string.Concat(changed.Select(value => (char)value)) } }, payload, Image));
    }

    /// <summary>Another one of its eight bits for each byte.</summary>
    private static void AssertEachByteCounts(byte[] bytes, Func<byte[], VerificationResult> verify)
    {
        Assert.True(verify(bytes).IsValid);
        for (var place = 0; place < bytes.Length; place++)
        {
            var changed = bytes.ToArray();
            changed[place] ^= (byte)(1 << (place % 8));
            Assert.False(verify(changed).IsValid, $"bit {place % 8} of byte {place} does not count");
        }
    }

    /// <summary>A byte replaced by any other, removed or added. What is still valid says the same: white space between members, or a slash after a backslash.</summary>
    private static void AssertEveryEditCounts(byte[] bytes, Func<byte[], VerificationResult> verify, Func<byte[], byte[]> normalize) =>
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Int[0, 2]).Sample((place, value, how) =>
        {
            byte[] changed = how switch
            {
                0 => [.. bytes[..place], value, .. bytes[(place + 1)..]],
                1 => [.. bytes[..place], .. bytes[(place + 1)..]],
                _ => [.. bytes[..place], value, .. bytes[place..]],
            };
            Assert.True(!verify(changed).IsValid || bytes.AsSpan().SequenceEqual(normalize(changed)), $"edit {how} at {place} with {value} does not count");
        }, iter: 500, threads: 1);
}
