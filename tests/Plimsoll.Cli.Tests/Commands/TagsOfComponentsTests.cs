using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Components of one repository: each has its own versions, its own <c>latest</c> and its own image.</summary>
public sealed class TagsOfComponentsTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly CommandWorld _world;

    public TagsOfComponentsTests()
    {
        _repository.Write("plimsoll.yml", """
            components:
              api: { image: acme/api, registry: ghcr.io, paths: ["api/**"] }
              web: { tagPrefix: web/v, image: acme/web }
            """);
        _repository.Run("add", ".");
        _repository.Commit("First", "app.txt");
        _repository.Tag("web/v3.0.0");
        _repository.Commit("Second", "app.txt");
        _repository.Tag("api-v1.2.0");
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task Each_has_its_own_version_latest_and_image()
    {
        Assert.Equal(["ghcr.io/acme/api:1.2.0", "ghcr.io/acme/api:1.2", "ghcr.io/acme/api:1", "ghcr.io/acme/api:latest"], (await _world.SucceedAsync("tags", "--component", "api", "--tags", "semver,latest")).Lines);
        Assert.Empty((await _world.SucceedAsync("tags", "--component", "web", "--tags", "semver,latest")).Lines);

        _repository.Run("checkout", "-q", "web/v3.0.0");
        _world.Environment["PLIMSOLL_COMPONENT"] = "web";
        Assert.Equal(["acme/web:3.0.0", "acme/web:3.0", "acme/web:3", "acme/web:latest"], (await _world.SucceedAsync("tags", "--tags", "semver,latest")).Lines);
    }

    [Fact]
    public async Task A_run_for_the_release_of_one_releases_no_other()
    {
        _world.Environment["GITHUB_ACTIONS"] = "true";
        _world.Environment["GITHUB_REF"] = "refs/tags/api-v1.2.0";
        _world.Environment["GITHUB_SHA"] = _repository.Head;

        Assert.Equal("ghcr.io/acme/api:1.2.0", (await _world.SucceedAsync("tags", "--component", "api", "--tags", "semver")).Lines[0]);
        Assert.Empty((await _world.SucceedAsync("tags", "--component", "web", "--tags", "semver")).Lines);
    }

    [Fact]
    public async Task A_component_that_is_not_there_is_an_error_with_the_one_that_was_meant() =>
        Assert.Contains("Did you mean 'api'?", await _world.FailAsync(ExitCode.Usage, "tags", "--component", "apo"), StringComparison.Ordinal);

    [Fact]
    public async Task The_prefix_of_versions_is_that_of_release_tags_too()
    {
        _repository.Run("checkout", "-q", "-b", "other");
        _repository.Write("plimsoll.yml", "version: { tagPrefix: release- }");
        _repository.Run("add", ".");
        _repository.Commit("Third", "app.txt");
        _repository.Tag("release-7.0.0");
        _repository.Tag("v1.0.0");

        Assert.Equal(["7.0.0", "7.0", "7"], (await _world.SucceedAsync("tags", "--tags", "semver")).Lines);
    }
}
