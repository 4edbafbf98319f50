using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>The command against a real registry that holds an image with an SBOM.</summary>
public sealed class ReferrerCommandsTests : IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempDirectory _folder = new();
    private readonly RegistryClient _client = new();
    private readonly InMemoryImage _image = InMemoryImage.Create();
    private readonly SmallImage _sbom;
    private SharedRegistry? _server;

    public ReferrerCommandsTests() => _sbom = SmallImage.CreateArtifact(_image.Manifest.Descriptor, text: "an sbom");

    private SharedRegistry Server => _server!;

    private string Image => $"{Server.Root}/acme/app:1.0";

    private string Told => $"referrer {_sbom.Manifest.Descriptor.Digest} (application/vnd.example.sbom) of {_image.Manifest.Descriptor.Digest}";

    public async Task InitializeAsync()
    {
        _server = await SharedRegistry.OpenAsync();
        var repository = Open("acme/app");
        await Plimsoll.Oci.Storage.ImageCopier.CopyAsync(_image, _image.Manifest, repository, null, None);
        await repository.PutManifestAsync(_image.Manifest, "1.0", None);
        await _sbom.PushAsync(repository, null);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Inspect_lists_what_refers_to_the_image_when_asked()
    {
        var line = $"referrer   {_sbom.Manifest.Descriptor.Digest} application/vnd.example.sbom";

        Assert.Contains(line, (await RunAsync("inspect", Image, "--referrers")).Lines);
        Assert.DoesNotContain(line, (await RunAsync("inspect", Image)).Lines);

        using var json = JsonDocument.Parse((await RunAsync("inspect", Image, "--referrers", "--output", "json")).Output);
        var referrer = Assert.Single(json.RootElement.GetProperty("referrers").EnumerateArray());
        Assert.Equal(_sbom.Manifest.Descriptor.Digest.ToString(), referrer.GetProperty("digest").GetString());
        Assert.Equal("application/vnd.example.sbom", referrer.GetProperty("artifactType").GetString());
        Assert.Equal(MediaTypes.OciManifest, referrer.GetProperty("mediaType").GetString());
        Assert.Equal(_sbom.Manifest.Descriptor.Size, referrer.GetProperty("size").GetInt64());
        Assert.Equal("an sbom", referrer.GetProperty("annotations").GetProperty("org.example.text").GetString());
    }

    [Fact]
    public async Task Inspect_of_an_artifact_shows_its_type_and_what_it_refers_to()
    {
        var result = await RunAsync("inspect", $"{Server.Root}/acme/app@{_sbom.Manifest.Descriptor.Digest}");

        Assert.Contains("artifact   application/vnd.example.sbom", result.Lines);
        Assert.Contains($"subject    {_image.Manifest.Descriptor.Digest}", result.Lines);
    }

    [Fact]
    public async Task Copy_tells_each_referrer_and_counts_them_once_they_are_there_too()
    {
        var copied = await RunAsync("copy", Image, $"{Server.Root}/acme/copy:1.0", "--output", "json");
        var again = await RunAsync("copy", Image, $"{Server.Root}/acme/copy:1.0", "--output", "json");

        Assert.Contains(Told, copied.Error.Split('\n'));
        Assert.DoesNotContain(Told, again.Error, StringComparison.Ordinal);
        foreach (var result in new[] { copied, again })
        {
            using var json = JsonDocument.Parse(result.Output);
            Assert.Equal(1, json.RootElement.GetProperty("referrers").GetInt32());
        }
    }

    [Fact]
    public async Task Pull_and_push_carry_referrers_through_a_layout()
    {
        await RunAsync("pull", Image, $"oci:{_folder["layout"]}:1.0");
        await RunAsync("push", $"oci:{_folder["layout"]}:1.0", $"{Server.Root}/acme/back:1.0");

        Assert.Equal(_sbom.Manifest.Descriptor.Digest, Assert.Single(await Open("acme/back").GetReferrersAsync(_image.Manifest.Descriptor.Digest, null, None)).Digest);
    }

    [Fact]
    public async Task They_stay_behind_where_that_is_asked_for()
    {
        var result = await RunAsync("pull", Image, $"oci:{_folder["layout"]}:1.0", "--no-referrers");

        Assert.DoesNotContain("referrer", result.Error, StringComparison.Ordinal);
        Assert.Empty(await OciLayout.Open(_folder["layout"]).GetReferrersAsync(_image.Manifest.Descriptor.Digest, null, None));
    }

    [Fact]
    public async Task A_docker_archive_has_no_place_for_them_and_verbose_says_so()
    {
        var result = await RunAsync("pull", Image, $"docker-archive:{_folder["image.tar"]}:acme/app:1.0", "--verbosity", "verbose");

        Assert.Contains("referrers were not copied: a docker-archive cannot store them", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Publish_carries_them_whether_the_image_is_there_or_not(bool isThere)
    {
        if (isThere)
            await RunAsync("copy", Image, $"{Server.Root}/acme/published:edge", "--no-referrers");
        using var repository = GitRepository.Init();
        repository.Commit();
        repository.Tag("v1.0.0");

        await RunAsync("publish", Image, "--image", $"{Server.Root}/acme/published", "-C", repository.Path, "--receipt", _folder["receipt.json"]);

        Assert.Equal(_sbom.Manifest.Descriptor.Digest, Assert.Single(await Open("acme/published").GetReferrersAsync(_image.Manifest.Descriptor.Digest, null, None)).Digest);
    }

    [Fact]
    public async Task Ls_of_a_registry_lists_its_repositories()
    {
        await using var server = await RegistryServer.StartAsync();
        foreach (var name in (string[])["acme/app", "tools/lint"])
            await SmallImage.Create().PushAsync(_client.Repository(ImageReference.Parse($"{server.Host}/{name}")), "1");

        Assert.Equal([$"{server.Host}/acme/app", $"{server.Host}/tools/lint"], (await RunAsync("ls", $"{server.Host}/")).Lines);
        using var json = JsonDocument.Parse((await RunAsync("ls", $"{server.Host}/", "--output", "json")).Output);
        Assert.Equal(server.Host, json.RootElement.GetProperty("registry").GetString());
        Assert.Equal(["acme/app", "tools/lint"], json.RootElement.GetProperty("repositories").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task A_repository_with_a_slash_at_its_end_is_not_taken_for_a_registry() =>
        await new CommandWorld(_folder.Path).FailAsync(ExitCode.Usage, "ls", $"{Server.Root}/acme/");

    [Fact]
    public async Task A_registry_without_deleting_is_explained()
    {
        await using var fixedRegistry = await RegistryServer.StartAsync(new RegistryServerOptions { AllowsDelete = false });
        await SmallImage.Create().PushAsync(_client.Repository(ImageReference.Parse($"{fixedRegistry.Host}/acme/app")), "1");

        var error = await new CommandWorld(_folder.Path).FailAsync(ExitCode.Registry, "delete", $"{fixedRegistry.Host}/acme/app:1");

        Assert.Contains("REGISTRY_STORAGE_DELETE_ENABLED", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_a_referrer_takes_it_out_of_the_list()
    {
        await RunAsync("delete", $"{Server.Root}/acme/app@{_sbom.Manifest.Descriptor.Digest}");

        Assert.Empty(await Open("acme/app").GetReferrersAsync(_image.Manifest.Descriptor.Digest, null, None));
    }

    private RegistryRepository Open(string repository) => _client.Repository(ImageReference.Parse($"{Server.Root}/{repository}"));

    private Task<CommandResult> RunAsync(params string[] arguments) => new CommandWorld(_folder.Path).SucceedAsync(arguments);
}
