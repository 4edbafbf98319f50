using Plimsoll.Oci.Images;
using Plimsoll.Policy;
using Plimsoll.Publishing.Environments.Evidence;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Environments.Evidence;

public class EvidenceKindTests
{
    private const string Bundle = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private const string Statement = "application/vnd.in-toto+json";

    [Theory]
    [InlineData("application/vnd.dev.cosign.artifact.sig.v1+json", null, null, RequiredEvidence.Signature)]
    [InlineData("application/vnd.cncf.notary.signature", null, null, RequiredEvidence.Signature)]
    [InlineData(Bundle, "dev.sigstore.bundle.content", "message-signature", RequiredEvidence.Signature)]
    [InlineData(Bundle, "dev.sigstore.bundle.predicateType", "https://sigstore.dev/cosign/sign/v1", RequiredEvidence.Signature)]
    [InlineData(Bundle, "dev.sigstore.bundle.predicateType", "https://slsa.dev/provenance/v1", RequiredEvidence.Provenance)]
    [InlineData(Bundle, "dev.sigstore.bundle.predicateType", "https://cyclonedx.org/bom", null)]
    [InlineData(Bundle, "dev.sigstore.bundle.content", "dsse-envelope", null)]
    [InlineData(Bundle, null, null, null)]
    [InlineData(Statement, "in-toto.io/predicate-type", "https://slsa.dev/provenance/v0.2", RequiredEvidence.Provenance)]
    [InlineData(Statement, "in-toto.io/predicate-type", "https://plimsoll.dev/receipt/v1", null)]
    [InlineData(Statement, null, null, null)]
    [InlineData("application/vnd.example.sbom", "in-toto.io/predicate-type", "https://slsa.dev/provenance/v1", null)]
    public void An_artifact_is_evidence_of_what_it_says(string type, string? annotation, string? value, RequiredEvidence? expected)
    {
        var artifact = Artifact(type, annotation is null ? null : new Dictionary<string, string> { [annotation] = value! });

        Assert.Equal(expected, EvidenceKind.Classify(artifact));
    }

    [Fact]
    public void A_statement_may_say_it_at_its_layer()
    {
        var artifact = WithLayer(Artifact(Statement, null), "in-toto.io/predicate-type", "https://slsa.dev/provenance/v1");

        Assert.Equal(RequiredEvidence.Provenance, EvidenceKind.Classify(artifact));
        Assert.True(EvidenceKind.HoldsProvenance(artifact));
    }

    [Theory]
    [InlineData("predicateType", "https://slsa.dev/provenance/v0.2", true)]
    [InlineData("predicateType", "https://spdx.dev/Document", false)]
    [InlineData("other", "", true)]
    public void What_cosign_keeps_under_a_tag_counts_unless_it_is_something_else(string annotation, string value, bool expected) =>
        Assert.Equal(expected, EvidenceKind.IsCosignProvenance(WithLayer(Artifact("", null), annotation, value)));

    private static ImageManifest Artifact(string type, IReadOnlyDictionary<string, string>? annotations) =>
        (ImageManifest)SmallImage.Create().Manifest.Parse() with { ArtifactType = type, Annotations = annotations };

    private static ImageManifest WithLayer(ImageManifest manifest, string annotation, string value) =>
        manifest with { Layers = [manifest.Layers[0] with { Annotations = new Dictionary<string, string> { [annotation] = value } }] };
}
