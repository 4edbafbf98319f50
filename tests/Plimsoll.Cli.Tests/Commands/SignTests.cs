using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Signing.Attachments;
using Plimsoll.Signing.Bundles;
using Plimsoll.Signing.Statements;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Signing by options, environment and configuration, in an OCI layout.</summary>
public sealed class SignTests : IDisposable
{
    private static readonly string[] Publish = ["publish", "files:out", "--image", "app", "--receipt", "receipt.json"];

    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;
    private readonly string _fingerprint;

    public SignTests()
    {
        _repository.Write("out/app", "program");
        _world = new CommandWorld(_repository.Path);
        _fingerprint = SigningKey.Create(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task What_is_signed_by_an_option_verify_accepts()
    {
        var published = await _world.SucceedAsync([.. Publish, "--sbom", "auto", "--sign-key", "signing.pem", "--legacy-tags"]);
        var verified = await _world.SucceedAsync("verify", "oci:artifacts/images/app:2.1.0", "--key", "signing.pub");

        Assert.Contains($"signature (cosign bundle) by {_fingerprint}: sha256:", published.Error, StringComparison.Ordinal);
        Assert.Contains($"it is signed by ECDSA P-256 {_fingerprint}", verified.Output, StringComparison.Ordinal);
        foreach (var kind in new[] { "signature (cosign bundle)", "signature (cosign tag)", "provenance (SLSA v1, bundle)", "SBOM (SPDX, bundle)" })
            Assert.Contains(verified.Lines, line => line.StartsWith("yes ", StringComparison.Ordinal) && line.Contains(kind, StringComparison.Ordinal));
        Assert.Equal(2, ReadReceipt().Signatures!.Count);
    }

    /// <summary>Whoever writes <c>plimsoll.yml</c> chooses the labels; what is signed is where the commit came from.</summary>
    [Fact]
    public async Task The_source_that_is_signed_is_the_repository_and_not_a_label()
    {
        _repository.Run("remote", "add", "origin", "git@github.com:acme/real.git");
        _repository.Write("plimsoll.yml", "labels: { org.opencontainers.image.source: 'https://github.com/acme/A' }\nsign: { key: signing.pem }\n");

        await _world.SucceedAsync(Publish);

        var layout = OciLayout.Open(_repository["artifacts/images/app"]);
        var image = await layout.GetManifestAsync("2.1.0", CancellationToken.None);
        Assert.Equal("https://github.com/acme/A", (await layout.ReadConfigAsync((ImageManifest)image.Parse(), CancellationToken.None))!.Config!.Labels![ImageLabels.Source]);
        var provenance = (await AttachmentFinder.FindAsync(layout, image, CancellationToken.None).ToListAsync()).Single(attachment => attachment.IsProvenance);
        var bundle = SigstoreBundle.Parse(await AttachmentContent.ReadAsync(layout, provenance, CancellationToken.None));
        using var predicate = JsonDocument.Parse(Statement.Parse(bundle.DsseEnvelope!.Payload).Predicate);
        var uri = predicate.RootElement.GetProperty("buildDefinition").GetProperty("resolvedDependencies")[0].GetProperty("uri").GetString();
        Assert.StartsWith("git+https://github.com/acme/real@refs/", uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sign: { key: signing.pem }\n", "", "", "signing")]
    [InlineData("sign: { key: signing.pem }\n", "env:KEY", "", "other")]
    [InlineData("sign: { key: signing.pem }\n", "env:KEY", "third.pem", "third")]
    [InlineData("", "other.pem", "", "other")]
    [InlineData("sign: true\n", "other.pem", "", "other")]
    [InlineData("sign: false\n", "other.pem", "", null)]
    [InlineData("sign: false\n", "other.pem", "third.pem", "third")]
    [InlineData("sign: { key: signing.pem }\n", "", "false", null)]
    [InlineData("sign: { key: signing.pem }\n", "false", "", null)]
    [InlineData("", "", "", null)]
    public async Task The_option_counts_before_the_environment_and_that_before_the_file(string configuration, string variable, string option, string? expected)
    {
        var keys = new Dictionary<string, string> { ["signing"] = _fingerprint, ["other"] = SigningKey.Create(_repository.Path, "other"), ["third"] = SigningKey.Create(_repository.Path, "third") };
        _repository.Write("plimsoll.yml", configuration);
        _world.Environment["KEY"] = File.ReadAllText(_repository["other.pem"]);
        if (variable.Length > 0)
            _world.Environment["PLIMSOLL_SIGN_KEY"] = variable;

        await _world.SucceedAsync([.. Publish, .. option.Length > 0 ? (string[])["--sign-key", option] : []]);

        Assert.Equal(expected is null ? null : keys[expected], ReadReceipt().Signatures?.Single().SignedBy);
    }

    [Fact]
    public async Task The_variable_may_be_the_key_itself_which_nothing_shows()
    {
        var pem = File.ReadAllText(_repository["signing.pem"]);
        _world.Environment["PLIMSOLL_SIGN_KEY"] = pem;
        var secret = pem.Split('\n')[1];

        var plan = await _world.SucceedAsync(["plan", .. Publish[1..4], "--save", "plan.json"]);
        var published = await _world.SucceedAsync([.. Publish, "--verbosity", "debug"]);
        var settings = await _world.SucceedAsync("config", "show", "--origin");

        Assert.Contains($"sign by {_fingerprint}", plan.Lines);
        Assert.Contains("attach provenance (SLSA v1, bundle), signature (cosign bundle)", plan.Lines);
        Assert.Contains(settings.Lines, line => line.StartsWith("sign.key ", StringComparison.Ordinal) && line.Contains("(the key itself)", StringComparison.Ordinal));
        foreach (var text in new[] { plan.Output, plan.Error, published.Output, published.Error, settings.Output, File.ReadAllText(_repository["plan.json"]), File.ReadAllText(_repository["receipt.json"]) })
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_is_carried_out_with_the_key_that_is_there_then()
    {
        _repository.Write("plimsoll.yml", "sign: { key: env:KEY, legacyTags: true }\n");
        _world.Environment["KEY"] = File.ReadAllText(_repository["signing.pem"]);
        await _world.SucceedAsync(["plan", .. Publish[1..4], "--save", "plan.json"]);

        await _world.SucceedAsync("publish", "--from-plan", "plan.json", "--receipt", "receipt.json");
        var after = await _world.RunAsync(["plan", .. Publish[1..4], "--detailed-exitcode"]);
        _world.Environment.Remove("KEY");
        var error = await _world.FailAsync(ExitCode.Usage, "publish", "--from-plan", "plan.json");

        Assert.Equal(2, ReadReceipt().Signatures!.Count);
        Assert.Equal(ExitCode.Done, after.ExitCode);
        Assert.Contains($"sign by {_fingerprint} (nothing to do)", after.Lines);
        Assert.Contains("The environment variable KEY", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_image_of_several_is_left_out_and_another_has_its_own_key()
    {
        var other = SigningKey.Create(_repository.Path, "other");
        _repository.Write("plimsoll.yml", """
            sign: { key: signing.pem, legacyTags: true }
            images:
              app: { source: 'files:out' }
              cache: { source: 'files:out', sign: false }
              web: { source: 'files:out', sign: { key: other.pem } }

            """);

        await _world.SucceedAsync("publish", "--receipt", "run.json");

        var signed = ReceiptJson.ReadRecord(_repository["run.json"]).Receipts.Select(receipt => string.Join(' ', receipt.Signatures?.Select(signature => signature.SignedBy) ?? []));
        Assert.Equal([$"{_fingerprint} {_fingerprint}", "", $"{other} {other}"], signed);
    }

    [Theory]
    [InlineData("sign: true\n", "", "there is no key to sign with")]
    [InlineData("sign: { legacyTags: true }\n", "", "PLIMSOLL_SIGN_KEY")]
    [InlineData("", "--legacy-tags", "--sign-key")]
    [InlineData("sign: signing.pem\n", "", "sign: { key: signing.pem }")]
    [InlineData("sign: { key: signing.pem, signer: gpg }\n", "", "must be one of plimsoll, cosign")]
    [InlineData("sign: { key: signing.pem, legacyTags: true, signer: cosign }\n", "", "--legacy-tags")]
    [InlineData("sign: { key: signing.pem, signer: cosign }\n", "", "not on PATH")]
    [InlineData("sign: { kye: signing.pem }\n", "", "Did you mean 'key'?")]
    [InlineData("", "--sign-key=command:true", "--sign-public-key")]
    [InlineData("", "--sign-key=signing.pub", "it holds a public key")]
    public async Task A_mistake_says_what_to_write_and_nothing_is_written(string configuration, string option, string expected)
    {
        _repository.Write("plimsoll.yml", configuration);

        var error = await _world.FailAsync(ExitCode.Usage, [.. Publish, .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_repository["artifacts"]));
    }

    private ImageReceipt ReadReceipt() => ReceiptJson.ReadFile(_repository["receipt.json"]);
}
