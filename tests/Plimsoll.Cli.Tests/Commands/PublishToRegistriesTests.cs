using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>One image in two real registries: built once, planned together.</summary>
public sealed class PublishToRegistriesTests : RegistryCommandTests
{
    private readonly RegistryClient _client = new();
    private RegistryServer? _other;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _other = await RegistryServer.StartAsync();
        Git.Write("Dockerfile", "FROM scratch\n");
        Git.Write("out/app", "program");
        Git.Commit("First", "app.txt");
        Git.Tag("v2.1.0");
        await World.UseBuildxAsync(Git);
        Configure("build: { dockerfile: Dockerfile }");
    }

    public override async Task DisposeAsync()
    {
        _client.Dispose();
        await _other!.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task It_is_built_once_and_has_the_same_digest_and_tags_in_each()
    {
        var run = JsonDocument.Parse((await World.SucceedAsync("publish", "--output", "json")).Output).RootElement;

        Assert.Single(await File.ReadAllLinesAsync(Git["bin/builds"]));
        Assert.Equal([$"{Registry.Root}/acme/app", $"{_other!.Host}/acme/app"], run.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("destination").GetString()));
        foreach (var tag in (string[])["2.1.0", "latest"])
            Assert.Equal(await ResolveAsync($"acme/app:{tag}"), await ResolveInOtherAsync(tag));
        Assert.NotNull(await ResolveInOtherAsync("2.1.0"));
    }

    [Fact]
    public async Task What_one_registry_refuses_is_published_to_none()
    {
        await SmallImage.Create("another").PushAsync(OtherRepository, "2.1.0");

        var error = await World.FailAsync(ExitCode.TagConflict, "publish");

        Assert.Contains($"app {_other!.Host}", error, StringComparison.Ordinal);
        Assert.Null(await ResolveAsync("acme/app:2.1.0"));
    }

    [Fact]
    public async Task A_saved_plan_is_for_all_of_them_and_builds_once_again()
    {
        await World.SucceedAsync("plan", "--save", "plan.json");
        File.Delete(Git["bin/builds"]);

        await World.SucceedAsync("publish", "--from-plan", "plan.json");

        Assert.Single(await File.ReadAllLinesAsync(Git["bin/builds"]));
        Assert.NotNull(await ResolveAsync("acme/app:2.1.0"));
        Assert.NotNull(await ResolveInOtherAsync("2.1.0"));
    }

    [Fact]
    public async Task A_registry_that_is_given_is_the_only_one()
    {
        await World.SucceedAsync("publish", "--registry", Registry.Root);

        Assert.NotNull(await ResolveAsync("acme/app:2.1.0"));
        Assert.Null(await ResolveInOtherAsync("2.1.0"));
    }

    [Fact]
    public async Task One_of_several_images_can_have_a_list_of_its_own()
    {
        Git.Write("plimsoll.yml", $$"""
            registry: {{Registry.Root}}
            images:
              one: { source: files:out, image: acme/one }
              app: { source: files:out, image: acme/app, registry: ["{{Registry.Root}}", "{{_other!.Host}}"] }
            """);

        await World.SucceedAsync("publish");

        Assert.NotNull(await ResolveAsync("acme/one:2.1.0"));
        Assert.Equal(await ResolveAsync("acme/app:2.1.0"), await ResolveInOtherAsync("2.1.0"));
    }

    [Fact]
    public async Task An_environment_is_promoted_in_each_and_its_rules_hold_in_each()
    {
        Configure("source: files:out\nenvironments: { staging: {}, live: { requires: staging } }");
        await World.SucceedAsync("publish");
        var error = await World.FailAsync(ExitCode.PolicyViolation, "tag", $"{_other!.Host}/acme/app:2.1.0", "live");

        await World.SucceedAsync("promote", "2.1.0", "--to", "staging");

        Assert.Contains("staging", error, StringComparison.Ordinal);
        Assert.NotNull(await ResolveInOtherAsync("staging"));
        Assert.Equal(await ResolveAsync("acme/app:staging"), await ResolveInOtherAsync("staging"));
    }

    [Fact]
    public async Task The_images_of_a_matrix_are_joined_in_each()
    {
        Configure("source: files:out");
        foreach (var platform in (string[])["amd64", "arm64"])
            await World.SucceedAsync("publish", "--by-digest", "--platform", $"linux/{platform}", "--receipt", $"receipts/{platform}.json");

        await World.SucceedAsync("index", "acme/app", "receipts");

        Assert.NotNull(await ResolveInOtherAsync("2.1.0"));
        Assert.Equal(await ResolveAsync("acme/app:2.1.0"), await ResolveInOtherAsync("2.1.0"));
    }

    private RegistryRepository OtherRepository => _client.Repository(ImageReference.Parse($"{_other!.Host}/acme/app"), RepositoryAccess.Push);

    private void Configure(string text) => Git.Write("plimsoll.yml", $"image: acme/app\nregistry: [\"{Registry.Root}\", \"{_other!.Host}\"]\n{text}\n");

    private async Task<Digest?> ResolveInOtherAsync(string tag) => (await OtherRepository.ResolveAsync(tag, None))?.Digest;
}
