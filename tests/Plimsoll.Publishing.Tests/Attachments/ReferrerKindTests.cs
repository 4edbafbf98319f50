using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Attachments;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Attachments;

public class ReferrerKindTests
{
    private const string Bundle = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private const string Statement = "application/vnd.in-toto+json";
    private const string StatementAnnotation = "in-toto.io/predicate-type";
    private const string BundleAnnotation = "dev.sigstore.bundle.predicateType";

    [Theory]
    [InlineData("application/vnd.dev.cosign.artifact.sig.v1+json", null, null, "signature (cosign)")]
    [InlineData("application/vnd.cncf.notary.signature", null, null, "signature (Notation)")]
    [InlineData(Bundle, BundleAnnotation, "https://sigstore.dev/cosign/sign/v1", "signature (cosign bundle)")]
    [InlineData(Bundle, "dev.sigstore.bundle.content", "message-signature", "signature (cosign bundle)")]
    [InlineData(Bundle, BundleAnnotation, "https://slsa.dev/provenance/v1", "provenance (SLSA v1, bundle)")]
    [InlineData(Bundle, BundleAnnotation, "https://cyclonedx.org/bom/v1.6", "SBOM (CycloneDX, bundle)")]
    [InlineData(Bundle, "dev.sigstore.bundle.content", "dsse-envelope", "attestation (bundle)")]
    [InlineData(Statement, StatementAnnotation, "https://slsa.dev/provenance/v1", "provenance (SLSA v1)")]
    [InlineData(Statement, StatementAnnotation, "https://slsa.dev/provenance/v0.2", "provenance (SLSA v0.2)")]
    [InlineData(Statement, StatementAnnotation, "https://spdx.dev/Document/v2.3", "SBOM (SPDX)")]
    [InlineData(Statement, StatementAnnotation, "https://plimsoll.dev/receipt/v1", "receipt")]
    [InlineData(Statement, StatementAnnotation, "https://in-toto.io/attestation/vulns/v0.1", "attestation (vulnerability scan)")]
    [InlineData(Statement, StatementAnnotation, "https://acme.example/review", "attestation (https://acme.example/review)")]
    [InlineData(Statement, null, null, "attestation")]
    [InlineData("application/vnd.plimsoll.hold.v1+json", null, null, "hold")]
    [InlineData("application/spdx+json", null, null, "SBOM (SPDX)")]
    [InlineData("application/vnd.cyclonedx+json", null, null, "SBOM (CycloneDX)")]
    [InlineData("application/vnd.example.report", null, null, "application/vnd.example.report")]
    public void An_artifact_is_named_by_what_it_says(string type, string? annotation, string? value, string expected) =>
        Assert.Equal([expected], Describe(Artifact(type, annotation is null ? null : new Dictionary<string, string> { [annotation] = value! })));

    [Theory]
    [InlineData("application/vnd.docker.attestation.manifest.v1+json")]
    [InlineData(null)]
    public void BuildKits_attestation_is_all_that_it_states_in_either_form(string? type) =>
        Assert.Equal(["SBOM (SPDX)", "provenance (SLSA v1)"], Describe(WithLayers(Artifact(type, null), StatementAnnotation, "https://spdx.dev/Document", "https://slsa.dev/provenance/v1", "https://slsa.dev/provenance/v1")));

    [Fact]
    public void What_cosign_keeps_under_a_tag_is_named_by_it()
    {
        Assert.Equal(["signature (cosign tag)"], Describe(Artifact(null, null), "sha256-00.sig"));
        Assert.Equal(["SBOM (cosign tag)"], Describe(Artifact(null, null), "sha256-00.sbom"));
        Assert.Equal(["provenance (SLSA v0.2, cosign tag)"], Describe(WithLayers(Artifact(null, null), "predicateType", "https://slsa.dev/provenance/v0.2"), "sha256-00.att"));
    }

    [Fact]
    public void Attestations_of_an_index_are_counted_once_where_they_refer_to_the_image_too()
    {
        var image = AttestedImage.Create(InMemoryImage.Create());
        var referring = new ReferrerCopy(image.Attestation.Descriptor, image.Image.Manifest.Descriptor.Digest, BlobOutcome.Sent) { Content = image.Attestation };
        var signature = SmallImage.CreateArtifact(image.Manifest.Descriptor, "application/vnd.cncf.notary.signature").Manifest;
        var report = new CopyReport([]) { Manifests = [image.Image.Manifest, image.Attestation, image.Manifest], Referrers = [referring, new ReferrerCopy(signature.Descriptor, image.Manifest.Descriptor.Digest, BlobOutcome.Present) { Content = signature }] };

        Assert.Equal(new Dictionary<string, int> { ["provenance (SLSA v0.2)"] = 1, ["signature (Notation)"] = 1, ["receipt"] = 1 }, ReferrerCounts.Create(report, "receipt"));
        Assert.Null(ReferrerCounts.Create(new CopyReport([])));
    }

    /// <summary>Some releases of cosign 3 wrote the type into the descriptor of the empty configuration and nowhere else.</summary>
    [Fact]
    public void The_type_may_be_at_the_configuration()
    {
        var artifact = Artifact(type: null, new Dictionary<string, string> { [BundleAnnotation] = "https://slsa.dev/provenance/v1" });

        Assert.Equal(["provenance (SLSA v1, bundle)"], Describe(artifact with { Config = artifact.Config with { MediaType = MediaTypes.OciEmpty, ArtifactType = Bundle } }));
    }

    private static IReadOnlyList<string> Describe(ImageManifest manifest, string? tag = null) => ReferrerKind.Describe(manifest.Serialize(), manifest, tag);

    private static ImageManifest Artifact(string? type, IReadOnlyDictionary<string, string>? annotations) =>
        (ImageManifest)SmallImage.Create().Manifest.Parse() with { ArtifactType = type, Annotations = annotations };

    private static ImageManifest WithLayers(ImageManifest manifest, string annotation, params string[] values) =>
        manifest with { Layers = [.. values.Select(value => manifest.Layers[0] with { Annotations = new Dictionary<string, string> { [annotation] = value } })] };
}
