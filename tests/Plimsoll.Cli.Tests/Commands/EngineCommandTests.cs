using System.Text.Json;
using Plimsoll.Cli.Tests.Schemas;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>The verbs that use the Docker Engine as docker does, with a real engine and a real registry.</summary>
public sealed class EngineCommandTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly InMemoryImage _image = InMemoryImage.Create(null, ("a", "1"), ("b", "2"));
    private readonly CommandWorld _world;
    private DockerDaemon? _engine;
    private SharedRegistry? _registry;

    public EngineCommandTests() => _world = new CommandWorld(_folder.Path);

    private string Root => _registry!.Root;

    public async Task InitializeAsync()
    {
        (_engine, _registry) = (await DockerDaemon.StartAsync(), await SharedRegistry.OpenAsync());
        _world.Environment["DOCKER_HOST"] = _engine.Endpoint;
        var layout = OciLayout.OpenOrCreate(_folder["layout"]);
        await ImageCopier.CopyAsync(_image, _image.Manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(_image.Manifest, "1.0", CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (_engine is not null)
            await _engine.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_image_that_is_pulled_into_the_engine_is_told_layer_by_layer_on_a_terminal()
    {
        await _world.SucceedAsync("copy", "oci:layout:1.0", $"{Root}/acme/told:1.0");
        _world.IsErrorTerminal = true;

        var pulled = await _world.SucceedAsync("pull", $"{Root}/acme/told:1.0");

        var layers = ((ImageManifest)_image.Manifest.Parse()).Layers;
        var lines = pulled.Error.Split('\r', '\n');
        Assert.All(layers, layer => Assert.Contains($"{layer.Digest.Hex[..12]}: pulled {layer.Size}B", lines));
    }

    [Fact]
    public async Task One_name_is_pushed_from_the_engine_to_its_registry_and_pulled_back()
    {
        await _world.SucceedAsync("copy", "oci:layout:1.0", $"docker-daemon:{Root}/acme/app:dev");

        var pushed = await _world.SucceedAsync("push", $"{Root}/acme/app:dev");
        var also = await _world.SucceedAsync("push", $"docker-daemon:{Root}/acme/app:dev");
        Assert.Equal(pushed.Output, also.Output);
        Assert.Equal(pushed.Output, (await _world.SucceedAsync("digest", $"{Root}/acme/app:dev")).Output);

        await _world.SucceedAsync("copy", $"{Root}/acme/app:dev", $"{Root}/acme/other:latest");
        var pulled = await _world.SucceedAsync("pull", $"{Root}/acme/other", "--output", "json");
        Assert.Contains($"\"destination\": \"docker-daemon:{Root}/acme/other:latest\"", pulled.Output, StringComparison.Ordinal);
        Assert.Equal(["latest"], await EngineTagsAsync($"{Root}/acme/other"));

        var missing = await _world.FailAsync(ExitCode.NotFound, "push", $"{Root}/acme/none:dev");
        Assert.Contains("plimsoll ls docker-daemon:", missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_platforms_the_engine_gets_its_own()
    {
        var index = InMemoryIndex.Create("linux/arm64", "linux/amd64");
        var layout = OciLayout.OpenOrCreate(_folder["several"]);
        await ImageCopier.CopyAsync(index, index.Manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(index.Manifest, "1.0", CancellationToken.None);
        await _world.SucceedAsync("push", "oci:several:1.0", $"{Root}/acme/several:1.0");

        await _world.SucceedAsync("pull", $"{Root}/acme/several:1.0");

        Assert.Equal(["1.0"], await EngineTagsAsync($"{Root}/acme/several"));
    }

    [Fact]
    public async Task Podmans_service_is_such_an_engine()
    {
        await using var podman = await PodmanService.StartAsync(_registry!.Host);
        _world.Environment["DOCKER_HOST"] = podman.Endpoint;
        await _world.SucceedAsync("push", "oci:layout:1.0", $"{Root}/acme/app:dev");

        await _world.SucceedAsync("pull", $"{Root}/acme/app:dev");
        await _world.SucceedAsync("tag", $"docker-daemon:{Root}/acme/app:dev", "next", $"{Root}/acme/podman");
        var pushed = await _world.SucceedAsync("push", $"{Root}/acme/podman");

        Assert.Equal(["dev", "next"], await EngineTagsAsync($"{Root}/acme/app"));
        Assert.Contains((await _world.SucceedAsync("ls", "docker-daemon:")).Lines, line => line.StartsWith($"{Root}/acme/podman ", StringComparison.Ordinal));
        Assert.Equal(pushed.Output, (await _world.SucceedAsync("digest", $"{Root}/acme/podman:latest")).Output);
        Assert.Contains($"{Root}/acme/none", await _world.FailAsync(ExitCode.NotFound, "push", $"{Root}/acme/none:dev"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_never_moves_is_not_pushed_over_another_image()
    {
        await _world.SucceedAsync("push", "oci:layout:1.0", $"{Root}/acme/fixed:1.0.0");
        var other = InMemoryImage.Create(null, ("c", "3"));
        var layout = OciLayout.OpenOrCreate(_folder["other"]);
        await ImageCopier.CopyAsync(other, other.Manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(other.Manifest, "1.0", CancellationToken.None);
        await _world.SucceedAsync("copy", "oci:other:1.0", $"docker-daemon:{Root}/acme/fixed:1.0.0");

        await _world.FailAsync(ExitCode.TagConflict, "push", $"{Root}/acme/fixed:1.0.0");
    }

    [Fact]
    public async Task Images_are_tagged_in_the_engine_and_listed()
    {
        await _world.SucceedAsync("copy", "oci:layout:1.0", "docker-daemon:acme/app:dev");

        var tagged = await _world.SucceedAsync("tag", "docker-daemon:acme/app:dev", "2", "acme/web", "docker-daemon:localhost:5000/acme/app:3");

        Assert.Equal([$"docker-daemon:acme/app:2@{_image.Id}", $"docker-daemon:acme/web:latest@{_image.Id}", $"docker-daemon:localhost:5000/acme/app:3@{_image.Id}"], tagged.Lines);
        Assert.Equal(["2", "dev"], await EngineTagsAsync("acme/app"));
        Assert.Contains((await _world.SucceedAsync("ls", "docker-daemon:")).Lines, line => line.StartsWith("acme/web ", StringComparison.Ordinal) && line.Contains(_image.Id.ToString(), StringComparison.Ordinal));
        await _world.FailAsync(ExitCode.NotFound, "ls", "docker-daemon:acme/none");
        await _world.FailAsync(ExitCode.NotFound, "tag", "docker-daemon:acme/none:1", "2");

        var byId = await _world.FailAsync(ExitCode.Usage, "tag", $"docker-daemon:{_image.Id}", "4");
        Assert.Contains($"plimsoll tag docker-daemon:{_image.Id} NAME:4", byId, StringComparison.Ordinal);
        await _world.SucceedAsync("tag", $"docker-daemon:{_image.Id}", "acme/app:4");
    }

    [Fact]
    public async Task A_name_of_Docker_Hub_that_the_engine_has_too_is_not_taken_for_either()
    {
        await _world.SucceedAsync("copy", "oci:layout:1.0", "docker-daemon:app:dev");

        var refused = await _world.FailAsync(ExitCode.Usage, "tag", "app:dev", $"{Root}/acme/app:1");

        Assert.Contains($"plimsoll tag docker-daemon:app:dev {Root}/acme/app:1\n", refused, StringComparison.Ordinal);
        Assert.Contains($"plimsoll tag docker://app:dev {Root}/acme/app:1\n", refused, StringComparison.Ordinal);
        await _world.SucceedAsync("tag", "docker-daemon:app:dev", $"{Root}/acme/app:1");
    }

    [Fact]
    public async Task Tagging_copies_to_another_repository_by_mounting_and_not_to_another_kind_of_place()
    {
        var digest = (await _world.SucceedAsync("push", "oci:layout:1.0", $"{Root}/acme/app:1.0")).Lines[0];

        var tagged = await _world.SucceedAsync("tag", $"docker://{Root}/acme/app:1.0", "canary", $"{Root}/acme/app:stable", $"{Root}/mirror/app:1.0", "--output", "json");

        using var json = JsonDocument.Parse(tagged.Output);
        Assert.Equal(["canary", "stable"], json.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal([$"{Root}/acme/app:canary", $"{Root}/acme/app:stable", $"{Root}/mirror/app:1.0"], json.RootElement.GetProperty("references").EnumerateArray().Select(name => name.GetString()));
        foreach (var name in new[] { "acme/app:canary", "acme/app:stable", "mirror/app:1.0" })
            Assert.Equal(digest, (await _world.SucceedAsync("digest", $"{Root}/{name}")).Lines[0]);

        await _world.SucceedAsync("tag", "oci:layout:1.0", "next", "oci:layout:after");
        Assert.Equal(["1.0", "after", "next"], (await _world.SucceedAsync("ls", "oci:layout")).Lines);

        var elsewhere = await _world.FailAsync(ExitCode.Usage, "tag", $"{Root}/acme/app:1.0", "docker-daemon:acme/app:1.0");
        Assert.Contains($"plimsoll copy {Root}/acme/app:1.0 docker-daemon:acme/app:1.0", elsewhere, StringComparison.Ordinal);
        await _world.FailAsync(ExitCode.Usage, "tag", $"{Root}/acme/app:1.0", $"{Root}/acme/app@{digest}");
    }

    [Fact]
    public async Task Tagging_into_the_repository_of_an_environment_asks_its_rules()
    {
        _folder.Write("plimsoll.yml", $"image: mirror/app\nregistry: {Root}\nenvironments: {{ staging: {{}}, production: {{ requires: staging }} }}\n");
        await _world.SucceedAsync("push", "oci:layout:1.0", $"{Root}/acme/app:1.0.0");

        var refused = await _world.FailAsync(ExitCode.PolicyViolation, "tag", $"{Root}/acme/app:1.0.0", $"{Root}/mirror/app:1.0.0", $"{Root}/mirror/app:production");

        Assert.Contains("must be deployed to 'staging' first", refused, StringComparison.Ordinal);
        using var client = new RegistryClient();
        Assert.Null(await client.Repository(ImageReference.Parse($"{Root}/mirror/app")).ResolveAsync("1.0.0", CancellationToken.None));
    }

    [Fact]
    public async Task Without_an_engine_both_name_a_line_that_needs_none()
    {
        _world.Environment["DOCKER_HOST"] = "unix:///none.sock";
        await _world.SucceedAsync("push", "oci:layout:1.0", $"{Root}/acme/app:1.0");

        var push = await _world.FailAsync(ExitCode.Registry, "push", $"{Root}/acme/app:1.0");
        var pull = await _world.FailAsync(ExitCode.Usage, "pull", $"{Root}/acme/app:1.0");

        Assert.Contains("unix:///none.sock", push, StringComparison.Ordinal);
        Assert.Contains($"plimsoll push oci:PATH {Root}/acme/app:1.0", push, StringComparison.Ordinal);
        Assert.Contains($"plimsoll pull {Root}/acme/app:1.0 oci:app:1.0\n", pull, StringComparison.Ordinal);
        await _world.SucceedAsync("pull", $"{Root}/acme/app:1.0", "oci:app:1.0");
        await _world.FailAsync(ExitCode.Registry, "ls", "docker-daemon:");
    }

    [Theory]
    [InlineData("push", "app.tar", "plimsoll push app.tar REGISTRY/NAME:TAG")]
    [InlineData("push", "oci:layout:1.0", "plimsoll push oci:layout:1.0 REGISTRY/NAME:TAG")]
    [InlineData("pull", "docker-daemon:app", "plimsoll copy docker-daemon:app DESTINATION")]
    [InlineData("push", "acme/app@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "plimsoll push docker-daemon:NAME acme/app:TAG")]
    [InlineData("pull", "acme/app@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "docker-daemon:acme/app:TAG")]
    public async Task What_is_not_one_name_in_both_places_is_exit_2(string verb, string image, string line) =>
        Assert.Contains(line, await _world.FailAsync(ExitCode.Usage, verb, image), StringComparison.Ordinal);

    /// <summary>The tags that the engine has of an image.</summary>
    private async Task<IEnumerable<string>> EngineTagsAsync(string name)
    {
        var output = (await _world.SucceedAsync("ls", $"docker-daemon:{name}", "--output", "json")).Output;
        await PublishedSchemas.AssertValidAsync("ls-engine", output, "ls docker-daemon:");
        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("images").EnumerateArray().Select(image => image.GetProperty("tag").GetString()!).Order(StringComparer.Ordinal)];
    }
}
