using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Plimsoll.Cli.Tests.Schemas;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Envelopes;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Legacy;
using Plimsoll.Signing.Statements;
using Plimsoll.Testing;
using Plimsoll.Testing.Sigstore;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary><c>plimsoll verify</c> beside a real registry.</summary>
public sealed class VerifyTests : RegistryCommandTests
{
    private readonly SmallImage _image = SmallImage.Create("app");
    private string _fingerprint = "";
    private string _other = "";

    private Descriptor Descriptor => _image.Manifest.Descriptor;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await _image.PushAsync(Repository, "1.0");
        _fingerprint = SigningKey.Create(Git.Path);
        _other = SigningKey.Create(Git.Path, "other");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signature_counts_by_its_key_alone(bool isLegacy)
    {
        using var signer = OpenSigner();
        if (isLegacy)
            await LegacySigner.SignAsync(Repository, ImageReference.Parse(Image), Descriptor.Digest, signer, None);
        else
            await AttachAsync(await BundleSigner.SignImageAsync(Descriptor.Digest, signer, None));

        var good = await World.SucceedAsync("verify", $"{Image}:1.0", "--key", "other.pub", "--key", "signing.pub");
        var wrong = await World.RunAsync("verify", $"{Image}:1.0", "--key", "other.pub");

        Assert.Contains($"it is signed by ECDSA P-256 {_fingerprint}", good.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.PolicyViolation, wrong.ExitCode);
        Assert.Contains(_other, wrong.Error, StringComparison.Ordinal);
        Assert.Contains(isLegacy ? "signature (cosign tag): its signature is not one of its content" : $"signature (cosign bundle) by {_fingerprint}", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_comes_from_the_environment_too()
    {
        using var signer = OpenSigner();
        await AttachAsync(await BundleSigner.SignImageAsync(Descriptor.Digest, signer, None));
        World.Environment["TRUSTED"] = File.ReadAllText(Git["signing.pub"]);

        var result = await World.SucceedAsync("verify", $"{Image}:1.0", "--key", "env:TRUSTED", "--output", "json");

        await PublishedSchemas.AssertValidAsync("verify", result.Output, "verify");
        using var json = JsonDocument.Parse(result.Output);
        Assert.True(json.RootElement.GetProperty("verified").GetBoolean());
        var entry = Assert.Single(json.RootElement.GetProperty("attachments").EnumerateArray());
        Assert.Equal(_fingerprint, entry.GetProperty("key").GetString());
        Assert.Equal("signature (cosign bundle)", entry.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Without_a_key_it_lists_what_is_there_and_says_what_to_pass()
    {
        using var signer = OpenSigner();
        await AttachAsync(await BundleSigner.SignImageAsync(Descriptor.Digest, signer, None));

        var result = await World.RunAsync("verify", $"{Image}:1.0");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("not verified: no key is given", result.Output, StringComparison.Ordinal);
        Assert.Contains("--key FILE", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provenance_that_is_signed_is_verified_and_is_not_a_signature_of_the_image()
    {
        using var signer = OpenSigner();
        await AttachAsync(await BundleSigner.SignAsync(new Statement([StatementSubject.Of(name: null, Descriptor.Digest)], PredicateTypes.SlsaProvenance1, "{}"u8.ToArray()), signer, None));

        var result = await World.RunAsync("verify", $"{Image}:1.0", "--key", "signing.pub");

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Contains("yes       provenance (SLSA v1, bundle)", result.Output, StringComparison.Ordinal);
        Assert.Contains("but is not a signature of the image itself", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_that_was_changed_says_so()
    {
        using var signer = OpenSigner();
        var bundle = await BundleSigner.SignImageAsync(Descriptor.Digest, signer, None);
        var forged = bundle.DsseEnvelope! with { Payload = new Statement([StatementSubject.Of("forged", Descriptor.Digest)], PredicateTypes.CosignSignature, "{}"u8.ToArray()).Serialize() };
        await AttachAsync(bundle with { DsseEnvelope = forged });

        var result = await World.RunAsync("verify", $"{Image}:1.0", "--key", "signing.pub");

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Contains("its signature is not one of its content by", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Whoever may attach something cannot keep others from being found by attaching what cannot be read.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task An_attachment_of_another_size_is_malformed_and_stops_nothing(int difference)
    {
        Git.Write("plimsoll.yml", "environments:\n  production: { evidence: [signature: { key: signing.pub }] }\n");
        using var signer = OpenSigner();
        var artifact = BundleArtifact.Create(await SignProvenanceAsync(signer, "refs/heads/main"), Descriptor, DateTimeOffset.UnixEpoch);
        var manifest = (ImageManifest)artifact.Manifest.Parse();
        await (artifact with { Manifest = (manifest with { Layers = [manifest.Layers[0] with { Size = manifest.Layers[0].Size + difference }] }).Serialize() }).PutAsync(Repository, tag: null, None);
        Assert.Equal(ExitCode.PolicyViolation, (await World.RunAsync("verify", $"{Image}:1.0")).ExitCode);
        await AttachAsync(await BundleSigner.SignImageAsync(Descriptor.Digest, signer, None));

        foreach (var options in (string[][])[["-e", "production"], ["--key", "signing.pub"]])
            Assert.Contains("does not have the digest and size that its manifest says", (await World.SucceedAsync(["verify", $"{Image}:1.0", .. options])).Output, StringComparison.Ordinal);
        await World.SucceedAsync("promote", $"{Image}@{Descriptor.Digest}", "--to", "production", "--image", Image);
    }

    [Fact]
    public async Task A_certificate_is_named_and_does_not_count()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri("https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v1"));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509Extension("1.3.6.1.4.1.57264.1.1", "https://token.actions.example"u8, critical: false));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var envelope = new DsseEnvelope(new Statement([StatementSubject.Of(name: null, Descriptor.Digest)], PredicateTypes.CosignSignature, "{}"u8.ToArray()).Serialize(), Statement.MediaType, []);
        await AttachAsync(new SigstoreBundle(SigstoreBundle.Version03, new VerificationMaterial { Certificate = new BundleCertificate(certificate.RawData) })
        {
            DsseEnvelope = envelope with { Signatures = [new DsseSignature(key.SignData(envelope.SignedBytes.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))] },
        });

        var result = await World.RunAsync("verify", $"{Image}:1.0", "--key", "signing.pub");

        // Its key does, where somebody passes it.
        File.WriteAllText(Git["certificate.pub"], key.ExportSubjectPublicKeyInfoPem(), Encoding.ASCII);
        await World.SucceedAsync("verify", $"{Image}:1.0", "--key", "certificate.pub");
        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Contains("and no identity is given; its certificate names https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v1 by https://token.actions.example", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signature_without_a_key_counts_by_its_identity(bool isTiled)
    {
        var sigstore = new SigstoreWorld();
        var (issuer, name) = (TestIdentity.Workflow.Issuer, TestIdentity.Workflow.Name);
        await AttachAsync(sigstore.Sign(Descriptor.Digest, new SignatureForm { IsTiled = isTiled }));
        Git.Write("trusted_root.json", Encoding.UTF8.GetString(sigstore.SerializeTrustRoot()));
        World.Environment["PLIMSOLL_TRUST_ROOT"] = "trusted_root.json";

        var good = await World.SucceedAsync("verify", $"{Image}:1.0", "--issuer", issuer, "--identity-regex", "https://github.com/acme/app/.*", "--output", "json");
        var wrong = await World.RunAsync("verify", $"{Image}:1.0", "--issuer", issuer, "--identity", "someone@acme.example", "--key", "signing.pub");
        Git.Write("other.json", Encoding.UTF8.GetString(new SigstoreWorld().SerializeTrustRoot()));
        var untrusted = await World.RunAsync("verify", $"{Image}:1.0", "--issuer", issuer, "--identity", name, "--trust-root", "other.json");

        await PublishedSchemas.AssertValidAsync("verify", good.Output, "verify");
        using var json = JsonDocument.Parse(good.Output);
        Assert.True(json.RootElement.GetProperty("verified").GetBoolean());
        Assert.Equal($"a name like 'https://github.com/acme/app/.*' (by {issuer})", json.RootElement.GetProperty("identities")[0].GetString());
        var entry = Assert.Single(json.RootElement.GetProperty("attachments").EnumerateArray());
        Assert.Equal($"it is signed by {name} (by {issuer})", entry.GetProperty("reason").GetString());
        Assert.Equal(name, entry.GetProperty("identity").GetString());
        Assert.Equal(ExitCode.PolicyViolation, wrong.ExitCode);
        Assert.Contains($"has no signature by ECDSA P-256 {_fingerprint} or someone@acme.example (by {issuer}): signature (cosign bundle) by {name} (by {issuer}): it is signed by {name}", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.PolicyViolation, untrusted.ExitCode);
        Assert.Contains("none of the trust root", untrusted.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_needs_an_issuer_a_name_and_a_trust_root()
    {
        async Task Refused(string message, params string[] options) =>
            Assert.Contains(message, await World.FailAsync(ExitCode.Usage, ["verify", $"{Image}:1.0", .. options]), StringComparison.Ordinal);

        await Refused("--issuer URL", "--identity", "jo@acme.example");
        await Refused("--identity TEXT or --identity-regex PATTERN", "--issuer", "https://issuer.example");
        await Refused("either --identity TEXT", "--issuer", "https://issuer.example", "--identity", "jo", "--identity-regex", "jo");
        await Refused("--trust-root FILE, set PLIMSOLL_TRUST_ROOT", "--issuer", "https://issuer.example", "--identity", "jo");
        await Refused("There is no trust root at", "--issuer", "https://issuer.example", "--identity", "jo", "--trust-root", "missing.json");
        await Refused("is not a valid pattern of identities", "--issuer", "https://issuer.example", "--identity-regex", "(", "--trust-root", "missing.json");
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_not_found_and_a_key_that_cannot_be_read_is_a_mistake()
    {
        await World.FailAsync(ExitCode.NotFound, "verify", $"{Image}:2.0", "--key", "signing.pub");

        foreach (var key in new[] { "missing.pub", "env:MISSING", "signing.pem" })
            await World.FailAsync(ExitCode.Usage, "verify", $"{Image}:1.0", "--key", key);
    }

    [Fact]
    public async Task Without_a_key_the_evidence_of_an_environment_is_verified()
    {
        Git.Write("plimsoll.yml", "environments:\n  staging: {}\n  production: { evidence: [signature: { key: signing.pub }, provenance: { branch: main }] }\n");
        using var signer = OpenSigner();
        await AttachAsync(await BundleSigner.SignImageAsync(Descriptor.Digest, signer, None));

        var lacking = await World.RunAsync("verify", $"{Image}:1.0", "--output", "json");
        await AttachAsync(await SignProvenanceAsync(signer, "refs/heads/dev"));
        var wrong = await World.RunAsync("verify", $"{Image}:1.0", "-e", "production");
        await AttachAsync(await SignProvenanceAsync(signer, "refs/heads/main"));
        var good = await World.SucceedAsync("verify", $"{Image}:1.0");

        Assert.Equal((ExitCode.PolicyViolation, ExitCode.PolicyViolation), (lacking.ExitCode, wrong.ExitCode));
        await PublishedSchemas.AssertValidAsync("verify", lacking.Output, "verify");
        using var json = JsonDocument.Parse(lacking.Output);
        Assert.Equal("production", json.RootElement.GetProperty("environment").GetString());
        Assert.Equal([true, false], json.RootElement.GetProperty("required").EnumerateArray().Select(entry => entry.GetProperty("met").GetBoolean()));
        Assert.Contains($"required by production: signed provenance by ECDSA P-256 {_fingerprint}, branch main: missing", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("its branch is refs/heads/dev, and not main", wrong.Output, StringComparison.Ordinal);
        Assert.Contains($"required: signed provenance by ECDSA P-256 {_fingerprint}, branch main", wrong.Error, StringComparison.Ordinal);
        Assert.Contains("branch main: yes", good.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("environments: { a: { evidence: [signature] }, b: { evidence: [signature] } }\nverify: { keys: signing.pub }", "Several environments require evidence: a, b")]
    [InlineData("environments: { a: {} }", "Environment 'a' requires no evidence", "-e", "a")]
    [InlineData("environments: { a: { evidence: [signature] } }\nverify: { keys: signing.pub }", "Both --key and --environment", "-e", "a", "--key", "signing.pub")]
    [InlineData("environments: { a: {} }", "There is no environment 'b'", "-e", "b")]
    public async Task What_is_to_be_verified_must_be_clear(string configuration, string message, params string[] options)
    {
        Git.Write("plimsoll.yml", configuration);

        Assert.Contains(message, await World.FailAsync(ExitCode.Usage, ["verify", $"{Image}:1.0", .. options]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_are_configured_need_not_be_passed()
    {
        Git.Write("plimsoll.yml", "verify: { keys: signing.pub }\n");
        using var signer = OpenSigner();
        await AttachAsync(await BundleSigner.SignImageAsync(Descriptor.Digest, signer, None));

        await World.SucceedAsync("verify", $"{Image}:1.0");
        Assert.Equal(ExitCode.PolicyViolation, (await World.RunAsync("verify", $"{Image}:1.0", "--key", "other.pub")).ExitCode);
    }

    [Fact]
    public async Task Files_of_an_environment_are_checked_for_its_evidence()
    {
        Git.Write("plimsoll.yml", "environments:\n  production: { evidence: [signature: { key: signing.pub }] }\n");
        await _image.PushAsync(Repository, "1.0.0");
        Git.Write("deploy/production/compose.yaml", $"services:\n  app:\n    image: {Image}:1.0.0\n");
        Git.Write("deploy/dev/compose.yaml", $"services:\n  app:\n    image: {Image}:1.0.0\n");
        string[] check = ["check", "--online", "--output", "text"];

        var unsigned = await World.RunAsync(check);
        using var signer = OpenSigner();
        await AttachAsync(await BundleSigner.SignImageAsync(Descriptor.Digest, signer, None));
        await World.SucceedAsync(check);

        Assert.Equal(ExitCode.PolicyViolation, unsigned.ExitCode);
        Assert.Contains("missing-evidence", unsigned.Output, StringComparison.Ordinal);
        Assert.Contains($"required: signature by ECDSA P-256 {_fingerprint}", unsigned.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("deploy/dev", unsigned.Output, StringComparison.Ordinal);
        File.Delete(Git["signing.pub"]);
        await World.FailAsync(ExitCode.Usage, check);
    }

    private Task<SigstoreBundle> SignProvenanceAsync(ISigner signer, string reference) => BundleSigner.SignAsync(
        new Statement(
            [StatementSubject.Of(name: null, Descriptor.Digest)],
            PredicateTypes.SlsaProvenance1,
            Encoding.UTF8.GetBytes("{\"buildDefinition\":{\"buildType\":\"https://x.example\",\"externalParameters\":{\"workflow\":{\"repository\":\"https://github.com/acme/app\",\"ref\":\"" + reference + "\"}}},\"runDetails\":{\"builder\":{\"id\":\"https://b.example\"}}}")),
        signer,
        None);

    private ISigner OpenSigner() => new SignerFactory(_ => null, Git.Path, TimeProvider.System).Open(KeyReference.Parse("signing.pem"));

    private Task AttachAsync(SigstoreBundle bundle) => BundleArtifact.Create(bundle, Descriptor, DateTimeOffset.UnixEpoch).PutAsync(Repository, tag: null, None);
}
