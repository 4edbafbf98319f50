using System.Text;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing.Configuration;
using Plimsoll.Publishing.Environments.Evidence;
using Plimsoll.Publishing.Signatures;
using Plimsoll.Signing.Artifacts;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Envelopes;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Legacy;
using Plimsoll.Signing.Statements;
using Plimsoll.Testing;
using Plimsoll.Testing.Sigstore;

namespace Plimsoll.Publishing.Tests.Environments.Evidence;

/// <summary>What counts as evidence, and what does not, in an OCI layout.</summary>
public sealed class EvidenceJudgeTests : IDisposable
{
    private const string Source = "https://github.com/acme/app";
    private const string Builder = "https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private readonly SmallImage _image = SmallImage.Create("app");
    private readonly OciLayout _layout;
    private readonly ISigner _signer;
    private readonly ISigner _other;
    private readonly string _fingerprint;

    public EvidenceJudgeTests()
    {
        _layout = OciLayout.OpenOrCreate(_folder["image"]);
        _fingerprint = SigningKey.Create(_folder.Path);
        SigningKey.Create(_folder.Path, "other");
        (_signer, _other) = (Open("signing.pem"), Open("other.pem"));
    }

    private Descriptor Image => _image.Manifest.Descriptor;

    public void Dispose()
    {
        _signer.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_not_signed_is_no_evidence()
    {
        await AttachAsync(ArtifactContent.Create(Statement.MediaType, Provenance().Serialize(), Image, DateTimeOffset.UnixEpoch, new Dictionary<string, string> { ["in-toto.io/predicate-type"] = PredicateTypes.SlsaProvenance1 }));
        await AttachAsync(ArtifactContent.Create("application/spdx+json", "{}"u8.ToArray(), Image, DateTimeOffset.UnixEpoch, new Dictionary<string, string>()));
        await SmallImage.CreateArtifact(Image, "application/vnd.cncf.notary.signature", "notation").PushAsync(_layout, null);

        var verdict = await JudgeAsync("[signature, provenance, sbom]");

        Assert.All(verdict.Required, evidence => Assert.Null(evidence.Met));
        var refusal = verdict.GetRefusal("acme/app@sha256:1")!;
        Assert.StartsWith($"acme/app@sha256:1 does not have the evidence that environment 'live' requires (rule missing-evidence).\n  required: signature by ECDSA P-256 {_fingerprint}\n  required: signed provenance by ECDSA P-256 {_fingerprint}\n  required: signed SBOM by", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("signature (Notation): not verified", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signature_counts_by_its_key_alone(bool isLegacy)
    {
        await SignAsync(_other, isLegacy);
        var wrong = await JudgeAsync("[signature]");
        await SignAsync(_signer, isLegacy);
        var good = await JudgeAsync("[signature]");

        Assert.Contains(isLegacy ? "its signature is not one of its content" : _other.PublicKey.Fingerprint, wrong.GetRefusal("x")!.Message, StringComparison.Ordinal);
        Assert.True(good.IsMet);
        Assert.Equal(_fingerprint, good.Required[0].Met!.By);
    }

    [Fact]
    public async Task What_was_changed_or_is_about_another_image_does_not_count()
    {
        var bundle = await BundleSigner.SignImageAsync(Image.Digest, _signer, None);
        await AttachAsync(bundle with { DsseEnvelope = bundle.DsseEnvelope! with { Payload = new Statement([StatementSubject.Of("forged", Image.Digest)], PredicateTypes.CosignSignature, "{}"u8.ToArray()).Serialize() } });
        await AttachAsync(await BundleSigner.SignImageAsync(Digest.Sha256("another"u8), _signer, None));

        var refusal = (await JudgeAsync("[signature]")).GetRefusal("x")!;

        Assert.Contains("its signature is not one of its content", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("it is about sha256:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_kind_does_not_stand_for_another_whatever_it_says_of_itself()
    {
        var provenance = await BundleSigner.SignAsync(Provenance(), _signer, None);
        var artifact = BundleArtifact.Create(provenance, Image, DateTimeOffset.UnixEpoch);
        var lie = ((ImageManifest)artifact.Manifest.Parse()) with { Annotations = new Dictionary<string, string> { [BundleArtifact.PredicateAnnotation] = PredicateTypes.CosignSignature } };
        await AttachAsync(artifact with { Manifest = lie.Serialize() });

        var refusal = (await JudgeAsync("[signature]")).GetRefusal("x")!;
        Assert.Contains($"it is signed by ECDSA P-256 {_fingerprint}, but it is nothing that is required", refusal.Message, StringComparison.Ordinal);

        await AttachAsync(artifact);
        await SignAsync(_signer, isLegacy: false);
        Assert.Equal([true, true, false], (await JudgeAsync("[signature, provenance, sbom]")).Required.Select(evidence => evidence.Met is not null));
        await AttachAsync(await BundleSigner.SignAsync(new Statement([StatementSubject.Of(null, Image.Digest)], PredicateTypes.Spdx, "{}"u8.ToArray()), _signer, None));
        Assert.True((await JudgeAsync("[signature, provenance, sbom]")).IsMet);
    }

    [Theory]
    [InlineData("builder: '" + Builder + "', source: " + Source + ", branch: main", null)]
    [InlineData("builder: 'https://github.com/acme/app/*', source: ['https://x.example/a', 'https://github.com/acme/*'], branch: ['release/*', 'ma?n']", null)]
    [InlineData("branch: refs/heads/main", null)]
    [InlineData("source: git+https://github.com/acme/app.git", null)]
    [InlineData("builder: 'https://gitlab.com/*'", "its builder is " + Builder + ", and not https://gitlab.com/*")]
    [InlineData("source: https://github.com/acme/ap", "its source is " + Source + ", and not https://github.com/acme/ap")]
    [InlineData("source: HTTPS://GITHUB.COM/Acme/App", "its source is")]
    [InlineData("branch: mai", "its branch is refs/heads/main, and not mai")]
    [InlineData("branch: 'release/*'", "its branch is refs/heads/main, and not release/*")]
    [InlineData("branch: 'refs/tags/*'", "its branch is refs/heads/main, and not refs/tags/*")]
    public async Task Provenance_must_name_builder_source_and_branch(string required, string? mismatch)
    {
        await AttachAsync(await BundleSigner.SignAsync(Provenance(), _signer, None));

        var verdict = await JudgeAsync($"[provenance: {{ {required} }}]");

        Assert.Equal(mismatch is null, verdict.IsMet);
        if (mismatch is not null)
            Assert.Contains(mismatch, verdict.GetRefusal("x")!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refs/tags/main", "its branch is refs/tags/main, and not main")]
    [InlineData("main", "its branch is main, and not main")]
    [InlineData(null, "it names no branch")]
    public async Task A_tag_that_is_called_as_the_branch_is_is_not_the_branch(string? reference, string mismatch)
    {
        await AttachAsync(await BundleSigner.SignAsync(Provenance(reference), _signer, None));

        Assert.Contains(mismatch, (await JudgeAsync("[provenance: { branch: main }]")).GetRefusal("x")!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provenance_that_is_malformed_does_not_count()
    {
        await AttachAsync(await BundleSigner.SignAsync(new Statement([StatementSubject.Of(null, Image.Digest)], PredicateTypes.SlsaProvenance1, "{}"u8.ToArray()), _signer, None));

        Assert.Contains("The provenance is not valid", (await JudgeAsync("[provenance]")).GetRefusal("x")!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_of_several_signers_must_have_signed_and_one_of_several_keys()
    {
        await SignAsync(_other, isLegacy: false);

        Assert.True((await JudgeAsync("[signature: { key: [signing.pub, other.pub] }]")).IsMet);
        var verdict = await JudgeAsync("[signature: { key: other.pub }, signature: { key: signing.pub }]");
        Assert.Equal([true, false], verdict.Required.Select(evidence => evidence.Met is not null));
        Assert.DoesNotContain($"required: signature by {_other.PublicKey}", verdict.GetRefusal("x")!.Message, StringComparison.Ordinal);

        await SignAsync(_signer, isLegacy: false);
        Assert.True((await JudgeAsync("[signature: { key: other.pub }, signature: { key: signing.pub }]")).IsMet);
    }

    [Fact]
    public async Task An_identity_counts_by_a_certificate_that_the_trust_root_vouches_for_and_by_nothing_else()
    {
        var sigstore = new SigstoreWorld();
        var (issuer, name) = (TestIdentity.Workflow.Issuer, TestIdentity.Workflow.Name);
        _folder.Write("trusted_root.json", Encoding.UTF8.GetString(sigstore.SerializeTrustRoot()));
        var evidence = $"[signature: {{ issuer: {issuer}, identity: '{name}' }}, provenance]";
        await SignAsync(_signer, isLegacy: false);
        await SignAsync(_signer, isLegacy: true);
        await AttachAsync(new SigstoreWorld().Sign(Image.Digest));

        var refusal = (await JudgeAsync(evidence)).GetRefusal("x")!;

        Assert.Contains($"required: signature by {name} (by {issuer})", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("it is not signed by the key of a certificate", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("none of the trust root", refusal.Message, StringComparison.Ordinal);

        await AttachAsync(sigstore.Sign(Image.Digest));
        await AttachAsync(sigstore.Sign(Provenance()));
        Assert.True((await JudgeAsync(evidence)).IsMet);
        Assert.True((await JudgeAsync($"[signature: {{ issuer: {issuer}, identityRegex: 'https://github\\.com/acme/.*' }}]")).IsMet);
        Assert.Contains(
            $"it is signed by {name} (by {issuer}), and not by jo@acme.example (by {issuer})",
            (await JudgeAsync($"[signature: {{ issuer: {issuer}, identity: jo@acme.example }}]")).GetRefusal("x")!.Message,
            StringComparison.Ordinal);
    }

    /// <summary>Whoever signs by a certificate writes the statement; the certificate its issuer wrote.</summary>
    [Theory]
    [InlineData("branch: main", 14, "refs/heads/evil", "its branch is refs/heads/main, but that of its certificate refs/heads/evil, and not main")]
    [InlineData("source: https://github.com/acme/app", 12, "https://github.com/mallory/app", "its source is https://github.com/acme/app, but that of its certificate https://github.com/mallory/app, and not")]
    [InlineData("branch: main, source: https://github.com/acme/app", 14, "refs/heads/main", null)]
    [InlineData("source: 'https://github.com/acme/*'", 12, "https://github.com/acme/app.git", null)]
    public async Task What_the_certificate_says_of_source_and_branch_must_match_too(string required, int claim, string certified, string? mismatch)
    {
        var sigstore = new SigstoreWorld();
        var identity = TestIdentity.Workflow with { Claims = new Dictionary<int, string>(TestIdentity.Workflow.Claims) { [14] = "refs/heads/main", [claim] = certified } };
        _folder.Write("trusted_root.json", Encoding.UTF8.GetString(sigstore.SerializeTrustRoot()));
        await AttachAsync(sigstore.Sign(Provenance(), new SignatureForm { Identity = identity }));

        var verdict = await JudgeAsync($"[provenance: {{ issuer: {identity.Issuer}, identity: '{identity.Name}', {required} }}]");

        Assert.Equal(mismatch is null, verdict.IsMet);
        if (mismatch is not null)
            Assert.Contains(mismatch, verdict.GetRefusal("x")!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_names_no_branch_leaves_it_to_the_statement()
    {
        var sigstore = new SigstoreWorld();
        var identity = new TestIdentity("https://accounts.example", "jo@acme.example");
        _folder.Write("trusted_root.json", Encoding.UTF8.GetString(sigstore.SerializeTrustRoot()));
        await AttachAsync(sigstore.Sign(Provenance(), new SignatureForm { Identity = identity }));

        Assert.True((await JudgeAsync($"[provenance: {{ issuer: {identity.Issuer}, identity: {identity.Name}, branch: main }}]")).IsMet);
    }

    /// <summary>Whoever starts a command sets variables; the file went through review.</summary>
    [Fact]
    public async Task A_variable_names_a_trust_root_only_where_the_file_names_none()
    {
        var (trusted, other) = (new SigstoreWorld(), new SigstoreWorld());
        _folder.Write("trusted_root.json", Encoding.UTF8.GetString(trusted.SerializeTrustRoot()));
        _folder.Write("other_root.json", Encoding.UTF8.GetString(other.SerializeTrustRoot()));
        var evidence = $"[signature: {{ issuer: {TestIdentity.Workflow.Issuer}, identity: '{TestIdentity.Workflow.Name}' }}]";
        string? Variable(string name) => name == "PLIMSOLL_TRUST_ROOT" ? "other_root.json" : null;
        await AttachAsync(other.Sign(Image.Digest));

        Assert.Contains("none of the trust root", (await JudgeAsync(evidence, environment: Variable)).GetRefusal("x")!.Message, StringComparison.Ordinal);
        Assert.True((await JudgeAsync(evidence, trustRoot: "other_root.json")).IsMet);
        Assert.True((await JudgeAsync(evidence, environment: Variable, verify: "keys: signing.pub")).IsMet);
    }

    [Fact]
    public async Task An_identity_without_a_trust_root_is_a_mistake()
    {
        var exception = await Assert.ThrowsAsync<PlimsollException>(() => JudgeAsync("[signature: { issuer: https://issuer.example, identity: jo@acme.example }]"));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("There is no trust root at", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_of_an_image_is_none_of_the_index_that_lists_it()
    {
        var index = new ImageIndex([Image]) { MediaType = MediaTypes.OciIndex }.Serialize();
        await SignAsync(_signer, isLegacy: false);

        Assert.False((await JudgeAsync("[signature]", image: index)).IsMet);
        await AttachAsync(BundleArtifact.Create(await BundleSigner.SignImageAsync(index.Descriptor.Digest, _signer, None), index.Descriptor, DateTimeOffset.UnixEpoch));
        Assert.True((await JudgeAsync("[signature]", image: index)).IsMet);
    }

    /// <summary>Whoever writes an index says there what each attestation in it is about.</summary>
    [Fact]
    public async Task What_an_index_lists_as_attestations_of_another_image_is_no_evidence_of_it()
    {
        var bundle = BundleArtifact.Create(await BundleSigner.SignImageAsync(Image.Digest, _signer, None), Image, DateTimeOffset.UnixEpoch);
        await AttachAsync(bundle);
        var foreign = SmallImage.Create("malicious");
        await foreign.PushAsync(_layout, null);
        var annotations = new Dictionary<string, string> { ["vnd.docker.reference.type"] = "attestation-manifest", ["vnd.docker.reference.digest"] = Image.Digest.ToString() };
        var index = new ImageIndex([foreign.Manifest.Descriptor, bundle.Manifest.Descriptor with { Annotations = annotations, Platform = new Platform("unknown", "unknown") }]) { MediaType = MediaTypes.OciIndex }.Serialize();

        var verdict = await JudgeAsync("[signature]", image: index);

        Assert.False(verdict.IsMet);
        Assert.Contains($"it is about {Image.Digest}, and not {index.Descriptor.Digest}", verdict.GetRefusal("x")!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_two_places_have_is_enough_together()
    {
        var elsewhere = OciLayout.OpenOrCreate(_folder["elsewhere"]);
        await SignAsync(_signer, isLegacy: false);
        await BundleArtifact.Create(await BundleSigner.SignAsync(Provenance(), _signer, None), Image, DateTimeOffset.UnixEpoch).PutAsync(elsewhere, tag: null, None);

        Assert.True((await JudgeAsync("[signature, provenance]", places: [_layout, elsewhere])).IsMet);
        Assert.False((await JudgeAsync("[signature, provenance]", places: [elsewhere])).IsMet);
    }

    [Fact]
    public async Task More_than_is_read_is_an_error()
    {
        var blobs = Enumerable.Range(0, 101).Select(number => Encoding.UTF8.GetBytes($"{{\"{number}\":0}}")).ToList();
        var layers = blobs.Select(blob => new Descriptor(DsseEnvelope.MediaType, Digest.Sha256(blob), blob.Length)).ToList();
        var config = new Descriptor(MediaTypes.OciEmpty, Digest.Sha256("{}"u8), 2);
        await new ArtifactContent(new ImageManifest(config, layers) { MediaType = MediaTypes.OciManifest }.Serialize(), [(config, "{}"u8.ToArray()), .. layers.Zip(blobs, (layer, blob) => (layer, (ReadOnlyMemory<byte>)blob))])
            .PutAsync(_layout, $"{Referrer.GetTag(Image.Digest)}.att", None);

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => JudgeAsync("[provenance]"));

        Assert.Equal(ErrorKind.Policy, exception.Kind);
        Assert.Contains("More than 100", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Also where only a key is given, and where cosign signed.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(101)]
    public async Task More_than_is_read_is_an_error_with_a_key_too(int count)
    {
        var layers = new List<(Descriptor, ReadOnlyMemory<byte>)>();
        for (var number = 0; number < count; number++)
        {
            var blob = Encoding.UTF8.GetBytes($"{{\"{number}\":0}}");
            layers.Add((new Descriptor(DsseEnvelope.MediaType, Digest.Sha256(blob), blob.Length), blob));
        }

        var config = new Descriptor(MediaTypes.OciEmpty, Digest.Sha256("{}"u8), 2);
        await new ArtifactContent(new ImageManifest(config, [.. layers.Select(layer => layer.Item1)]) { MediaType = MediaTypes.OciManifest }.Serialize(), [(config, "{}"u8.ToArray()), .. layers])
            .PutAsync(_layout, $"{Referrer.GetTag(Image.Digest)}.att", None);

        async Task<int> CountAsync() => (await new AttachmentJudge([_signer.PublicKey]).JudgeAsync(_layout, _image.Manifest, None).ToListAsync()).Count;
        if (count == 100)
            Assert.Equal(100, await CountAsync());
        else
            Assert.Equal(ErrorKind.Policy, (await Assert.ThrowsAsync<PlimsollException>(CountAsync)).Kind);
    }

    [Theory]
    [InlineData("missing.pub")]
    [InlineData("env:MISSING")]
    [InlineData("signing.pem")]
    public async Task A_key_that_cannot_be_read_is_a_mistake(string key) =>
        Assert.Equal(ErrorKind.Usage, (await Assert.ThrowsAsync<PlimsollException>(() => JudgeAsync($"[signature: {{ key: {key} }}]"))).Kind);

    private async Task<EvidenceVerdict> JudgeAsync(
        string evidence, ManifestContent? image = null, IReadOnlyList<IImageSource>? places = null, Func<string, string?>? environment = null, string? trustRoot = null, string verify = "keys: signing.pub, trustRoot: trusted_root.json")
    {
        var file = _folder.Write("plimsoll.yml", $"verify: {{ {verify} }}\nenvironments:\n  live:\n    evidence: {evidence}\n");
        await using var host = PlimsollHost.CreateDefault(new PlimsollHostOptions { Directory = _folder.Path, Configuration = ConfigurationFile.Load(_folder.Path, file), Environment = environment ?? (_ => null) });
        return await EvidenceJudge.TryCreate(host, "live", trustRoot)!.JudgeAsync(image ?? _image.Manifest, places ?? [_layout], listsAll: false, None);
    }

    private Statement Provenance(string? reference = "refs/heads/main") => new(
        [StatementSubject.Of(null, Image.Digest)],
        PredicateTypes.SlsaProvenance1,
        Encoding.UTF8.GetBytes(
            $"{{\"buildDefinition\":{{\"buildType\":\"https://x.example\",\"externalParameters\":{{\"workflow\":{{\"repository\":\"{Source}\"{(reference is null ? "" : $",\"ref\":\"{reference}\"")}}}}},\"resolvedDependencies\":[]}},"
            + $"\"runDetails\":{{\"builder\":{{\"id\":\"{Builder}\"}}}}}}"));

    private async Task SignAsync(ISigner signer, bool isLegacy)
    {
        if (isLegacy)
            await LegacySigner.SignAsync(_layout, ImageReference.Parse("registry.example/acme/app"), Image.Digest, signer, None);
        else
            await AttachAsync(await BundleSigner.SignImageAsync(Image.Digest, signer, None));
    }

    private Task AttachAsync(SigstoreBundle bundle) => AttachAsync(BundleArtifact.Create(bundle, Image, DateTimeOffset.UnixEpoch));

    private Task AttachAsync(ArtifactContent artifact) => artifact.PutAsync(_layout, tag: null, None);

    private ISigner Open(string key) => new SignerFactory(_ => null, _folder.Path, TimeProvider.System).Open(KeyReference.Parse(key));
}
