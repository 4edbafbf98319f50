using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Layout;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>What <c>build:</c> in the file says is built first, where no source is named.</summary>
public sealed class PublishBuildTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;

    public PublishBuildTests()
    {
        _repository.Write("out/app", "program");
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Files_are_assembled_as_the_file_says_and_options_win()
    {
        _repository.Write("plimsoll.yml", "image: app\nbuild: { files: out, entrypoint: [/app], platform: linux/arm64 }\n");

        await _world.SucceedAsync("publish", "--tags", "semver");
        var asConfigured = await ConfigAsync();
        await _world.SucceedAsync("publish", "--tags", "semver", "--platform", "linux/amd64", "--entrypoint", "/other", "--image", "other");
        var asAsked = await ConfigAsync("other");

        Assert.Equal(("arm64", "/app"), (asConfigured.Architecture, asConfigured.Config!.Entrypoint!.Single()));
        Assert.Equal(("amd64", "/other"), (asAsked.Architecture, asAsked.Config!.Entrypoint!.Single()));
    }

    [Fact]
    public async Task A_source_that_is_named_is_published_as_it_is()
    {
        _repository.Write("plimsoll.yml", "image: app\nbuild: { dockerfile: missing }\n");

        await _world.SucceedAsync("publish", "files:out", "--tags", "semver");
        var error = await _world.FailAsync(ExitCode.NotFound, "publish", "--tags", "semver");

        Assert.Contains("The Dockerfile", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("image: app\nbuild: { files: ../out, base: 'oci:below:1.0' }\n")]
    [InlineData("image: app\nimages: { app: { build: { files: ../out, base: 'oci:below' } } }\n")]
    public async Task A_relative_base_is_beside_the_file_wherever_the_command_runs_and_the_files_are(string configuration)
    {
        _repository.Write("deploy/plimsoll.yml", configuration);
        var below = InMemoryImage.Create(null, ("below", "base"));
        var layout = OciLayout.OpenOrCreate(_repository["deploy/below"]);
        await ImageCopier.CopyAsync(below, below.Manifest, layout, null, CancellationToken.None);
        await layout.PutManifestAsync(below.Manifest, "1.0", CancellationToken.None);

        await _world.SucceedAsync("publish", "--tags", "semver", "--config", "deploy/plimsoll.yml", "--allow-dirty");

        Assert.Equal(2, (await ConfigAsync()).RootFs!.DiffIds.Count);
    }

    [Fact]
    public async Task Files_of_several_platforms_are_one_index_and_an_option_chooses_one()
    {
        _repository.Write("out/linux/amd64/app", "for amd64");
        _repository.Write("out/linux/arm64/app", "for arm64");
        _repository.Write("plimsoll.yml", "image: app\nbuild: { files: 'out/{os}/{arch}', platform: [linux/amd64, linux/arm64] }\n");

        await _world.SucceedAsync("publish", "--tags", "semver");
        await _world.SucceedAsync("publish", "--tags", "semver", "--platform", "linux/arm64", "--image", "one");

        var index = Assert.IsType<ImageIndex>((await OciLayout.Open(_repository["artifacts/images/app"]).GetManifestAsync("2.1.0", CancellationToken.None)).Parse());
        Assert.Equal(["linux/amd64", "linux/arm64"], index.Manifests.Select(entry => $"{entry.Platform}"));
        Assert.Equal("arm64", (await ConfigAsync("one")).Architecture);
    }

    [Theory]
    [InlineData("--base", "alpine", "Change FROM")]
    [InlineData("--entrypoint", "/app", "Set ENTRYPOINT")]
    public async Task What_a_Dockerfile_says_itself_is_refused_as_an_option(string option, string value, string advice)
    {
        _repository.Write("plimsoll.yml", "image: app\nbuild: { dockerfile: Dockerfile }\n");

        var error = await _world.FailAsync(ExitCode.Usage, "publish", option, value);

        Assert.Contains($"{advice} in the Dockerfile", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_build_prints_goes_to_the_story_and_a_quiet_one_tells_nothing()
    {
        _repository.Write("plimsoll.yml", "image: app\nbuild: { dockerfile: Dockerfile }\n");
        _repository.Write("Dockerfile", "FROM scratch\n");
        await _world.UseBuildxAsync(_repository);

        var told = await _world.SucceedAsync("publish", "--tags", "semver");
        var quiet = await _world.SucceedAsync("publish", "--tags", "semver", "--quiet", "--host", "github");
        var grouped = await _world.SucceedAsync("publish", "--tags", "semver", "--host", "github");

        Assert.Contains("#1 building", told.Error, StringComparison.Ordinal);
        Assert.Contains(@"\u001B", told.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("#1 building", told.Output, StringComparison.Ordinal);
        Assert.Equal("", quiet.Error);
        Assert.Matches("(?s)::group::Build Dockerfile\n.*#1 building.*\n::endgroup::\n", grouped.Error);
        Assert.DoesNotContain("::group::", told.Error, StringComparison.Ordinal);
    }

    private async Task<ImageConfig> ConfigAsync(string image = "app")
    {
        var layout = OciLayout.Open(_repository[$"artifacts/images/{image}"]);
        var manifest = (ImageManifest)(await layout.GetManifestAsync("2.1.0", CancellationToken.None)).Parse();
        return (await layout.ReadConfigAsync(manifest, CancellationToken.None))!;
    }
}
