using Plimsoll.Oci.Images;
using Plimsoll.Signing.Attachments;
using Plimsoll.Testing;

namespace Plimsoll.Signing.Tests.Attachments;

public class AttachmentClassifierTests
{
    private const string Bundle = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private const string Statement = "application/vnd.in-toto+json";

    [Theory]
    [InlineData("application/vnd.dev.cosign.artifact.sig.v1+json", null, null, "CosignSignature signature")]
    [InlineData("application/vnd.cncf.notary.signature", null, null, "NotationSignature signature")]
    [InlineData(Bundle, "dev.sigstore.bundle.content", "message-signature", "SigstoreBundle signature")]
    [InlineData(Bundle, "dev.sigstore.bundle.predicateType", "https://sigstore.dev/cosign/sign/v1", "SigstoreBundle signature")]
    [InlineData(Bundle, "dev.sigstore.bundle.predicateType", "https://slsa.dev/provenance/v1", "SigstoreBundle provenance")]
    [InlineData(Bundle, "dev.sigstore.bundle.predicateType", "https://cyclonedx.org/bom", "SigstoreBundle sbom")]
    [InlineData(Bundle, "dev.sigstore.bundle.content", "dsse-envelope", "SigstoreBundle")]
    [InlineData(Bundle, null, null, "SigstoreBundle")]
    [InlineData("application/vnd.dev.sigstore.bundle+json;version=0.1", null, null, "SigstoreBundle")]
    [InlineData(Statement, "in-toto.io/predicate-type", "https://slsa.dev/provenance/v0.2", "Statement provenance")]
    [InlineData(Statement, "in-toto.io/predicate-type", "https://plimsoll.dev/receipt/v1", "Receipt")]
    [InlineData(Statement, null, null, "Statement")]
    [InlineData("application/spdx+json", null, null, "Sbom sbom")]
    [InlineData("application/vnd.cyclonedx+json", null, null, "Sbom sbom")]
    [InlineData("application/vnd.example.report", "in-toto.io/predicate-type", "https://slsa.dev/provenance/v1", "Other")]
    public void An_artifact_is_what_it_says(string type, string? annotation, string? value, string expected)
    {
        var attachment = Classify(Artifact(type, annotation is null ? null : new Dictionary<string, string> { [annotation] = value! }));

        Assert.Equal(expected, Describe(attachment));
        Assert.Equal(type, attachment.Type);
    }

    /// <summary>Some releases of cosign 3 wrote the type into the descriptor of the empty configuration and nowhere else.</summary>
    [Fact]
    public void The_type_may_be_at_the_configuration()
    {
        var artifact = Artifact(type: null, new Dictionary<string, string> { ["dev.sigstore.bundle.predicateType"] = "https://slsa.dev/provenance/v1" });

        Assert.Equal("SigstoreBundle provenance", Describe(Classify(artifact with { Config = artifact.Config with { MediaType = MediaTypes.OciEmpty, ArtifactType = Bundle } })));
    }

    [Theory]
    [InlineData("in-toto.io/predicate-type", "https://slsa.dev/provenance/v1", Statement, "Statement provenance")]
    [InlineData("predicateType", "https://slsa.dev/provenance/v0.2", "application/vnd.dsse.envelope.v1+json", "CosignAttestation provenance")]
    [InlineData("predicateType", "https://spdx.dev/Document", "application/vnd.dsse.envelope.v1+json", "CosignAttestation sbom")]
    public void A_statement_may_say_it_at_its_layer(string annotation, string value, string mediaType, string expected)
    {
        var artifact = Artifact(Statement, null);

        var attachment = Classify(artifact with { Layers = [artifact.Layers[0] with { MediaType = mediaType, Annotations = new Dictionary<string, string> { [annotation] = value } }] });

        Assert.Equal(expected, Describe(attachment));
        Assert.Equal(artifact.Layers[0].Digest, attachment.Digest);
    }

    [Theory]
    [InlineData("application/vnd.docker.attestation.manifest.v1+json")]
    [InlineData(null)]
    public void BuildKits_attestation_is_one_for_each_statement_in_either_form(string? type)
    {
        var artifact = Artifact(type, null);
        Descriptor Layer(string predicate) => artifact.Layers[0] with { MediaType = Statement, Annotations = new Dictionary<string, string> { ["in-toto.io/predicate-type"] = predicate } };
        var manifest = artifact with { Layers = [Layer("https://slsa.dev/provenance/v1"), Layer("https://spdx.dev/Document")] };

        var attachments = AttachmentClassifier.Classify(manifest.Serialize().Descriptor, manifest, Digest.Sha256("subject"u8));

        Assert.Equal(["BuildKitAttestation provenance", "BuildKitAttestation sbom"], attachments.Select(Describe));
    }

    [Theory]
    [InlineData(Statement, "in-toto.io/predicate-type", "https://slsa.dev/provenance/v1", "https://slsa.dev/provenance/v1")]
    [InlineData(Bundle, "dev.sigstore.bundle.predicateType", "https://acme.example/review", "https://acme.example/review")]
    [InlineData("application/spdx+json", null, null, "https://spdx.dev/Document")]
    [InlineData("application/vnd.example.report", null, null, "")]
    [InlineData(Statement, null, null, null)]
    [InlineData(Bundle, null, null, null)]
    [InlineData(null, null, null, null)]
    public void An_entry_of_a_list_tells_what_its_artifact_says_or_that_only_the_artifact_does(string? type, string? annotation, string? value, string? expected)
    {
        var listed = new Descriptor(MediaTypes.OciManifest, Digest.Sha256("artifact"u8), 1) { ArtifactType = type, Annotations = annotation is null ? null : new Dictionary<string, string> { [annotation] = value! } };

        Assert.Equal(expected, AttachmentClassifier.FindPredicate(listed));
    }

    private static string Describe(Attachment attachment) => string.Join(' ', ((string?[])
    [
        attachment.Kind.ToString(),
        attachment.IsSignature ? "signature" : null,
        attachment.IsProvenance ? "provenance" : null,
        attachment.IsSbom ? "sbom" : null,
    ]).OfType<string>());

    private static Attachment Classify(ImageManifest manifest) =>
        Assert.Single(AttachmentClassifier.Classify(manifest.Serialize().Descriptor, manifest, Digest.Sha256("subject"u8)));

    private static ImageManifest Artifact(string? type, IReadOnlyDictionary<string, string>? annotations) =>
        (ImageManifest)SmallImage.Create().Manifest.Parse() with { ArtifactType = type, Annotations = annotations };
}
