using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Legacy;
using Plimsoll.Signing.Verification;

namespace Plimsoll.Signing.Tests.Legacy;

public class SignatureManifestTests
{
    private static readonly Digest Image = Digest.Sha256("an image"u8);

    [Fact]
    public void The_payload_is_that_of_cosign()
    {
        var payload = SimpleSigning.Create(ImageReference.Parse("ghcr.io/acme/app:1.0"), Image);

        Assert.Equal($$$$"""{"critical":{"identity":{"docker-reference":"ghcr.io/acme/app"},"image":{"docker-manifest-digest":"{{{{Image}}}}"},"type":"cosign container image signature"},"optional":null}""", Encoding.UTF8.GetString(payload));
        Assert.Equal(Image, SimpleSigning.ReadImage(payload));
    }

    [Theory]
    [InlineData("cosign container image signature", "atomic container signature", "its type is 'atomic container signature'")]
    [InlineData("\"docker-manifest-digest\"", "\"Docker-Manifest-Digest\":\"x\",\"docker-manifest-digest\"", "'Docker-Manifest-Digest'")]
    [InlineData("sha256:", "md5:", "is not a digest")]
    [InlineData("\"critical\"", "\"critical\":{},\"critical\"", "twice")]
    public void Another_payload_is_refused(string original, string replacement, string reason)
    {
        var text = Encoding.UTF8.GetString(SimpleSigning.Create(ImageReference.Parse("acme/app"), Image)).Replace(original, replacement, StringComparison.Ordinal);

        Assert.Contains(reason, Assert.Throws<MalformedException>(() => SimpleSigning.ReadImage(Encoding.UTF8.GetBytes(text))).Message);
    }

    [Fact]
    public async Task A_further_signature_keeps_those_of_others()
    {
        var payload = SimpleSigning.Create(ImageReference.Parse("acme/app"), Image);
        var first = SignatureManifest.Append(null, new LegacySignature(payload, await TestKeys.Signer.SignAsync(payload, CancellationToken.None)));

        var both = SignatureManifest.Append(first.Manifest, new LegacySignature(payload, await TestKeys.Other.SignAsync(payload, CancellationToken.None)));

        var layers = SignatureManifest.LayersOf(both.Manifest.Parse()).ToList();
        Assert.Equal(2, layers.Count);
        Assert.True(new SignatureVerifier([TestKeys.Signer.PublicKey]).VerifyLegacy(layers[0], payload, Image).IsValid);
        Assert.True(new SignatureVerifier([TestKeys.Other.PublicKey]).VerifyLegacy(layers[1], payload, Image).IsValid);

        var config = both.Blobs.Single(blob => blob.Descriptor.MediaType == MediaTypes.OciConfig);
        Assert.Equal(2, JsonNode.Parse(config.Content.Span)!["rootfs"]!["diff_ids"]!.AsArray().Count);
        Assert.Equal(config.Descriptor.Digest, ((ImageManifest)both.Manifest.Parse()).Config.Digest);
    }

    [Fact]
    public void What_is_no_list_of_signatures_is_not_overwritten()
    {
        var index = new ImageIndex([]) { MediaType = MediaTypes.OciIndex }.Serialize();

        Assert.Equal(ErrorKind.Conflict, Assert.Throws<PlimsollException>(() => SignatureManifest.Append(index, new LegacySignature("x"u8.ToArray(), "y"u8.ToArray()))).Kind);
    }

    [Fact]
    public async Task A_signature_about_another_image_and_one_of_a_certificate_do_not_count()
    {
        var payload = SimpleSigning.Create(ImageReference.Parse("acme/app"), Image);
        var signature = await TestKeys.Signer.SignAsync(payload, CancellationToken.None);
        var layer = SignatureManifest.LayersOf(SignatureManifest.Append(null, new LegacySignature(payload, signature)).Manifest.Parse()).Single();
        var verifier = new SignatureVerifier([TestKeys.Signer.PublicKey]);

        Assert.Equal(VerificationOutcome.WrongSubject, verifier.VerifyLegacy(layer, payload, Digest.Sha256("x"u8)).Outcome);
        var certified = layer with { Annotations = new Dictionary<string, string>(layer.Annotations!) { ["dev.sigstore.cosign/certificate"] = "-----BEGIN CERTIFICATE-----" } };
        Assert.Equal(VerificationOutcome.ByCertificate, new SignatureVerifier([TestKeys.Other.PublicKey]).VerifyLegacy(certified, payload, Image).Outcome);
    }
}
