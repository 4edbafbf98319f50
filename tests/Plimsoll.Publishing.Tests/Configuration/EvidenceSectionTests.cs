using Plimsoll.Oci;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Tests.Configuration;

/// <summary><c>environments.NAME.evidence</c> and <c>verify:</c>.</summary>
public sealed class EvidenceSectionTests
{
    [Fact]
    public void Each_form_is_read()
    {
        var evidence = Read("""
            verify: { keys: [shared.pub, env:SHARED] }
            environments:
              live:
                evidence:
                  - signature: { key: [a.pub, b.pub] }
                  - signature: { issuer: https://issuer.example, identity: release@acme.example }
                  - provenance: { builder: "https://github.com/acme/*", source: git+https://github.com/acme/app.git, branch: [main, release/*] }
                  - sbom: { key: sbom.pub }
            """);

        Assert.Equal([EvidenceKind.Signature, EvidenceKind.Signature, EvidenceKind.Provenance, EvidenceKind.Sbom], evidence.Select(item => item.Kind));
        Assert.Equal(["a.pub", "b.pub"], evidence[0].Keys);
        Assert.Equal(new SignerIdentity("https://issuer.example") { Name = "release@acme.example" }, evidence[1].Identity);
        Assert.Empty(evidence[1].Keys);
        Assert.Equal(["https://github.com/acme/app"], evidence[2].Sources);
        Assert.Equal(["https://github.com/acme/*"], evidence[2].Builders);
        Assert.Equal(["main", "release/*"], evidence[2].Branches);
        Assert.Equal(["sbom.pub"], evidence[3].Keys);
    }

    [Theory]
    [InlineData("[signature, provenance, sbom]", "shared.pub shared.pub shared.pub")]
    [InlineData("signature", "shared.pub")]
    [InlineData("[provenance, signature: { key: own.pub }]", "own.pub own.pub")]
    [InlineData("{ signature: true, sbom: { key: own.pub } }", "shared.pub own.pub")]
    [InlineData("[signature: { key: own.pub }, provenance: { branch: main }, sbom: false]", "own.pub own.pub")]
    public void What_names_no_signer_is_signed_by_whoever_signs_the_image_else_by_the_keys_of_all(string evidence, string expected) =>
        Assert.Equal(expected, string.Join(' ', Read($"verify: {{ keys: shared.pub }}\nenvironments:\n  live:\n    evidence: {evidence}\n").Select(item => Assert.Single(item.Keys))));

    [Theory]
    [InlineData("[signature]", "'environments.live.evidence[0]' does not say who must have signed")]
    [InlineData("provenance: {}", "'environments.live.evidence.provenance' does not say who must have signed")]
    [InlineData("signature: { key: [] }", "'environments.live.evidence.signature' does not say who must have signed")]
    [InlineData("[seal]", "'environments.live.evidence[0]' must be one of signature, provenance, sbom, not 'seal'")]
    [InlineData("[signature: { keey: a.pub }]", "unknown key 'environments.live.evidence[0].signature.keey'")]
    [InlineData("[signature: { key: a.pub, builder: x }]", "unknown key 'environments.live.evidence[0].signature.builder'")]
    [InlineData("[signature: { key: a.pub, issuer: https://x, identity: y }]", "'environments.live.evidence[0].signature.issuer': a key or an identity must have signed")]
    [InlineData("[signature: { identity: y }]", "'environments.live.evidence[0].signature.identity': there is no 'issuer' beside it")]
    [InlineData("[signature: { identityRegex: y }]", "'environments.live.evidence[0].signature.identityRegex': there is no 'issuer' beside it")]
    [InlineData("[signature: { issuer: https://x }]", "'environments.live.evidence[0].signature.issuer': one of 'identity' and 'identityRegex' must be beside it")]
    [InlineData("[signature: { issuer: https://x, identity: y, identityRegex: y }]", "'environments.live.evidence[0].signature.issuer': one of 'identity' and 'identityRegex' must be beside it")]
    [InlineData("[signature: { issuer: https://x, identityRegex: '(' }]", "'environments.live.evidence[0].signature.identityRegex': '(' is not a regular expression")]
    [InlineData("[provenance: { key: a.pub, source: git+https://github.com/acme/app@refs/heads/main }]", "'environments.live.evidence[0].provenance.source': 'git+https://github.com/acme/app@refs/heads/main' names a ref")]
    public void A_mistake_is_named_alone_or_with_what_follows_from_it(string evidence, string message)
    {
        var exception = Assert.Throws<PlimsollException>(() => Read($"environments:\n  live:\n    evidence: {(evidence.StartsWith('[') ? evidence : $"{{ {evidence} }}")}\n"));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.StartsWith("plimsoll.yml:3:", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<EvidenceRequirement> Read(string text) => ConfigurationFile.Parse("plimsoll.yml", text).Environments["live"].Evidence;
}
