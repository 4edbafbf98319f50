using System.Text;
using System.Text.Json;
using NJsonSchema;
using Plimsoll.Signing.Keys;
using Plimsoll.Signing.Legacy;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>From a release to an environment, and from one real registry to another.</summary>
public sealed class PromoteTests : IAsyncLifetime, IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly RegistryClient _client = new();
    private readonly CommandWorld _world;
    private SharedRegistry? _server;

    public PromoteTests()
    {
        _repository.Write("out/app", "program");
        _world = new CommandWorld(_repository.Path);
    }

    private string Image => $"{_server!.Root}/acme/app";

    public async Task InitializeAsync()
    {
        _server = await SharedRegistry.OpenAsync();
        await _world.SucceedAsync("publish", "files:out", "--image", Image, "--environment", "staging");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _client.Dispose();
        _repository.Dispose();
    }

    [Fact]
    public async Task A_version_comes_to_production_and_is_recorded()
    {
        _world.Environment["GITHUB_ACTIONS"] = "true";
        _world.Environment["GITHUB_ACTOR"] = "ada";
        var digest = await DigestAsync($"{Image}:2.1.0");

        var output = (await _world.SucceedAsync("promote", $"{Image}:2.1.0", "--to", "production", "--attach", "--output", "json")).Output;

        Assert.Equal(digest, await DigestAsync($"{Image}:production"));
        var receipt = ReceiptJson.Parse(Encoding.UTF8.GetBytes(output), "output");
        Assert.Equal((ReceiptKind.Promote, "production", "2.1.0", _repository.Head, "ada"), (receipt.Kind, receipt.Environment, receipt.Version, receipt.Commit, receipt.Actor));
        Assert.Equal($"{Image}@{digest}", receipt.From);
        Assert.Equal("floating", receipt.Policy?.Name);
        var schema = await JsonSchema.FromJsonAsync((await _world.SucceedAsync("schema", "receipt")).Output);
        Assert.Empty(schema.Validate(output));
        Assert.Contains("promote", (await _world.SucceedAsync("receipt", "list", "--environment", "production")).Output, StringComparison.Ordinal);
        Assert.Contains($"from        {Image}@{digest}", (await _world.SucceedAsync("receipt", "show", $"{Image}:production")).Output, StringComparison.Ordinal);
        await _world.SucceedAsync("receipt", "verify", $"{Image}:production", "--online");
    }

    [Theory]
    [InlineData("--registry {1}", "{1}/{2}")]
    [InlineData("--registry {1}/release --image app", "{1}/release/app")]
    [InlineData("--image {1}/release/app", "{1}/release/app")]
    [InlineData("--image release/app", "{0}/release/app")]
    public async Task The_destination_is_named_as_a_whole_or_in_parts(string options, string expected)
    {
        await using var other = await RegistryServer.StartAsync();
        string Hosts(string text) => text.Replace("{0}", _server!.Host, StringComparison.Ordinal).Replace("{1}", other.Host, StringComparison.Ordinal).Replace("{2}", _server.Name("acme/app"), StringComparison.Ordinal);

        await _world.SucceedAsync(["promote", $"{Image}:2.1.0", "--to", "production", .. Hosts(options).Split(' ')]);

        var digest = await DigestAsync($"{Image}:2.1.0");
        Assert.Equal(digest, await DigestAsync($"{Hosts(expected)}:production"));
        Assert.Equal(digest, await DigestAsync($"{Hosts(expected)}:2.1.0"));
    }

    [Fact]
    public async Task A_tag_a_digest_and_a_reference_name_the_same_image()
    {
        _repository.Write("plimsoll.yml", $"image: acme/app\nregistry: {_server!.Root}\n");
        var image = await DigestAsync($"{Image}:2.1.0");

        foreach (var name in (string[][])[["2.1.0"], [$"2.1.0@{image}"], [image!], [$"{Image}:2.1.0"], ["acme/app:2.1.0"], []])
        {
            var output = (await _world.SucceedAsync(["promote", .. name, "--to", "production", "--output", "json"])).Output;
            Assert.Equal($"{Image}@{image}", ReceiptJson.Parse(Encoding.UTF8.GetBytes(output), "output").From);
            Assert.Equal(image, await DigestAsync($"{Image}:production"));
        }
    }

    [Fact]
    public async Task A_dry_run_tells_and_writes_nothing()
    {
        await using var other = await RegistryServer.StartAsync();
        var digest = await DigestAsync($"{Image}:2.1.0");

        var text = await _world.SucceedAsync("promote", $"{Image}:2.1.0", "--to", "production", "--registry", other.Host, "--dry-run");
        using var json = JsonDocument.Parse((await _world.SucceedAsync("promote", $"{Image}:2.1.0", "--to", "production", "--dry-run", "--output", "json")).Output);

        Assert.Contains(text.Lines, line => line == $"create  production  {digest}");
        Assert.Equal(["unchanged", "create"], json.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("action").GetString()));
        Assert.Equal(("promote", $"{Image}@{digest}"), (json.RootElement.GetProperty("kind").GetString(), json.RootElement.GetProperty("from").GetString()));
        Assert.Null(await DigestAsync($"{Image}:production"));
        Assert.Null(await DigestAsync($"{other.Host}/{_server!.Name("acme/app")}:production"));
    }

    [Fact]
    public async Task What_the_configuration_requires_is_asked()
    {
        _repository.Write("plimsoll.yml", "environments:\n  qa: { evidence: [signature] }\n  production:\n    requires: qa\nverify: { keys: signing.pub }\n");
        SigningKey.Create(_repository.Path);

        var early = await _world.FailAsync(ExitCode.PolicyViolation, "promote", $"{Image}:2.1.0", "--to", "production");
        var unsigned = await _world.FailAsync(ExitCode.PolicyViolation, "promote", $"{Image}:2.1.0", "--to", "qa");
        var repository = _client.Repository(ImageReference.Parse(Image), RepositoryAccess.Push);
        using (var signer = new SignerFactory(_ => null, _repository.Path, TimeProvider.System).Open(KeyReference.Parse("signing.pem")))
            await LegacySigner.SignAsync(repository, ImageReference.Parse(Image), Digest.Parse((await DigestAsync($"{Image}:2.1.0"))!), signer, CancellationToken.None);
        await _world.SucceedAsync("promote", $"{Image}:2.1.0", "--to", "qa");
        await _world.SucceedAsync("promote", $"{Image}:2.1.0", "--to", "production");

        Assert.Contains("required-environment", early, StringComparison.Ordinal);
        Assert.Contains("missing-evidence", unsigned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environments_tag_is_the_one_that_publishing_writes()
    {
        _repository.Write("plimsoll.yml", "tags:\n  environment:\n    prefix: env-\n");

        await _world.SucceedAsync("promote", $"{Image}:2.1.0", "--to", "production");

        Assert.NotNull(await DigestAsync($"{Image}:env-production"));
        Assert.Null(await DigestAsync($"{Image}:production"));
    }

    [Fact]
    public async Task A_release_in_a_layout_comes_to_another_environment_of_it()
    {
        await _world.SucceedAsync("publish", "files:out", "--image", "app");

        await _world.SucceedAsync("promote", "oci:artifacts/images/app:2.1.0", "--to", "production");

        Assert.Contains("production", (await _world.SucceedAsync("ls", "oci:artifacts/images/app")).Output, StringComparison.Ordinal);
        Assert.Contains("oci:artifacts/images/app", (await _world.SucceedAsync("receipt", "list", "-e", "production")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_promoted_is_refused()
    {
        Assert.Contains("mutable-tag", await _world.FailAsync(ExitCode.PolicyViolation, "promote", $"{Image}:staging", "--to", "production"), StringComparison.Ordinal);
        Assert.Contains("has no tag or digest", await _world.FailAsync(ExitCode.Usage, "promote", Image, "--to", "qa"), StringComparison.Ordinal);
        Assert.Contains("it is not in a registry", await _world.FailAsync(ExitCode.Usage, "promote", "files:out", "--to", "qa"), StringComparison.Ordinal);
        Assert.Contains("no letter, digit or underscore", await _world.FailAsync(ExitCode.Usage, "promote", $"{Image}:2.1.0", "--to", "---"), StringComparison.Ordinal);
        Assert.Contains("is reserved for versions", await _world.FailAsync(ExitCode.Usage, "promote", $"{Image}:2.1.0", "--to", "latest"), StringComparison.Ordinal);
        await _world.FailAsync(ExitCode.NotFound, "promote", $"{Image}:9.9.9", "--to", "qa");
    }

    [Theory]
    [InlineData("production ")]
    [InlineData("/production")]
    [InlineData("prod!")]
    [InlineData("qa/")]
    public async Task Another_spelling_does_not_get_around_an_environments_rules(string environment)
    {
        _repository.Write("plimsoll.yml", "environments:\n  dev: {}\n  qa:\n    requires: dev\n");

        foreach (var arguments in new string[][] { ["promote", $"{Image}:staging", "--to", environment], ["rollback", "--to", "previous", "--image", Image, "-e", environment], ["publish", "files:out", "--image", Image, "--environment", environment] })
            Assert.Contains($"would move the tag of environment '{environment.Trim(' ', '/', '!')}'", await _world.FailAsync(ExitCode.Usage, arguments), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_image_says_of_its_sources_is_recorded_without_credentials()
    {
        var plain = SmallImage.Create("labelled");
        var image = plain with
        {
            Manifest = ((ImageManifest)plain.Manifest.Parse() with
            {
                Annotations = new SortedDictionary<string, string> { ["org.opencontainers.image.source"] = "https://ci:hunter2@git.example/acme/app?sig=abc" },
            }).Serialize(),
        };
        await image.PushAsync(_client.Repository(ImageReference.Parse(Image), RepositoryAccess.Push), "labelled");

        var output = (await _world.SucceedAsync("promote", $"{Image}:labelled", "--to", "qa", "--output", "json")).Output;

        Assert.Contains("\"repository\": \"https://git.example/acme/app\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_only_read_may_look_at_the_plan()
    {
        await using var tokens = TokenServer.Start();
        await using var guarded = await RegistryServer.StartAsync(new RegistryServerOptions { Tokens = tokens });
        var image = $"{guarded.Host}/acme/app";
        _world.Environment["PLIMSOLL_REGISTRY_USERNAME"] = RegistryServerOptions.Username;
        _world.Environment["PLIMSOLL_REGISTRY_PASSWORD"] = RegistryServerOptions.Password;
        await _world.SucceedAsync("publish", "files:out", "--image", image, "--environment", "production");
        _world.Environment.Clear();
        tokens.Requests.Clear();

        await _world.SucceedAsync("promote", $"{image}:2.1.0", "--to", "qa", "--dry-run");
        await _world.SucceedAsync("rollback", "--to", (await DigestAsync($"{Image}:2.1.0"))!, "-e", "production", "--image", image, "--dry-run");
        Assert.All(tokens.Requests, request => Assert.DoesNotContain("push", request, StringComparison.Ordinal));
        await _world.FailAsync(ExitCode.Authentication, "promote", $"{image}:2.1.0", "--to", "qa");
    }

    private async Task<string?> DigestAsync(string text)
    {
        var reference = ImageReference.Parse(text);
        return (await _client.Repository(reference).ResolveAsync(reference.TagOrDigest, CancellationToken.None))?.Digest.ToString();
    }
}
