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

    [Fact]
    public async Task A_certificate_is_named_and_never_counts()
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

        // Not even where somebody passes the key of the certificate.
        File.WriteAllText(Git["certificate.pub"], key.ExportSubjectPublicKeyInfoPem(), Encoding.ASCII);
        var result = await World.RunAsync("verify", $"{Image}:1.0", "--key", "certificate.pub");

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Contains("keyless verification is not supported yet; its certificate names https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v1 by https://token.actions.example", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_not_found_and_a_key_that_cannot_be_read_is_a_mistake()
    {
        await World.FailAsync(ExitCode.NotFound, "verify", $"{Image}:2.0", "--key", "signing.pub");

        foreach (var key in new[] { "missing.pub", "env:MISSING", "signing.pem" })
            await World.FailAsync(ExitCode.Usage, "verify", $"{Image}:1.0", "--key", key);
    }

    private ISigner OpenSigner() => new SignerFactory(_ => null, Git.Path, TimeProvider.System).Open(KeyReference.Parse("signing.pem"));

    private Task AttachAsync(SigstoreBundle bundle) => BundleArtifact.Create(bundle, Descriptor, DateTimeOffset.UnixEpoch).PutAsync(Repository, tag: null, None);
}
