using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class TagsTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Released();
    private readonly CommandWorld _world;
    private readonly string _sha;

    public TagsTests()
    {
        _sha = _repository.Head[..7];
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task A_release_has_versions_latest_sha_date_and_environment_in_this_order()
    {
        var result = await _world.SucceedAsync("tags", "--image", "cloudcorp/my-app", "--environment", "staging");

        Assert.Equal(
            [
                "cloudcorp/my-app:2.1.0", "cloudcorp/my-app:2.1", "cloudcorp/my-app:2", "cloudcorp/my-app:latest",
                $"cloudcorp/my-app:{_sha}", "cloudcorp/my-app:2026-05-19", "cloudcorp/my-app:staging",
            ],
            result.Lines);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task One_commit_later_there_is_no_version_and_no_latest()
    {
        var sha = _repository.Commit("Second", "app.txt")[..7];

        var result = await _world.SucceedAsync("tags", "--image", "cloudcorp/my-app", "--environment", "staging");

        Assert.Equal([$"cloudcorp/my-app:{sha}", "cloudcorp/my-app:2026-05-19", "cloudcorp/my-app:staging"], result.Lines);
    }

    [Fact]
    public async Task Without_an_image_tags_are_printed_alone()
    {
        var result = await _world.SucceedAsync("tags");

        Assert.Equal(["2.1.0", "2.1", "2", "latest", _sha, "2026-05-19"], result.Lines);
    }

    [Fact]
    public async Task Several_images_are_printed_one_after_the_other()
    {
        var result = await _world.SucceedAsync("tags", "--image", "acme/app", "-i", "ghcr.io/acme/app", "--tags", "semver,sha");

        Assert.Equal(
            [
                "acme/app:2.1.0", "acme/app:2.1", "acme/app:2", $"acme/app:{_sha}",
                "ghcr.io/acme/app:2.1.0", "ghcr.io/acme/app:2.1", "ghcr.io/acme/app:2", $"ghcr.io/acme/app:{_sha}",
            ],
            result.Lines);
    }

    [Theory]
    [InlineData("ghcr.io/acme", "ghcr.io/acme/app:latest")]
    [InlineData("127.0.0.1:5000", "127.0.0.1:5000/app:latest")]
    [InlineData("https://registry.example.com/", "registry.example.com/app:latest")]
    public async Task The_registry_goes_before_the_image(string registry, string expected)
    {
        var result = await _world.SucceedAsync("tags", "--image", "app", "--registry", registry, "--tags", "latest");

        Assert.Equal([expected], result.Lines);
    }

    [Fact]
    public async Task Json_holds_tags_references_labels_and_what_was_skipped()
    {
        _repository.Run("remote", "add", "origin", "https://ann:s3cret@example.com/acme/app.git");

        var result = await _world.SucceedAsync("tags", "--image", "cloudcorp/my-app", "--image", "ghcr.io/cloudcorp/my-app", "--output", "json");

        Assert.DoesNotContain("s3cret", result.Output, StringComparison.Ordinal);
        result.Output.MatchSnapshot();
    }

    [Fact]
    public async Task Explain_names_strategy_mutability_and_reason()
    {
        _repository.Commit("Second", "app.txt");

        var result = await _world.SucceedAsync("tags", "--explain", "--environment", "staging");

        result.Output.MatchSnapshot();
    }

    [Fact]
    public async Task Explain_tells_what_production_withholds()
    {
        var result = await _world.SucceedAsync("tags", "--explain", "--environment", "production");

        result.Output.MatchSnapshot();
    }

    [Theory]
    [InlineData("production")]
    [InlineData("prod")]
    public async Task Production_takes_what_cannot_move_and_its_own_pointer(string environment)
    {
        var result = await _world.SucceedAsync("tags", "--environment", environment);

        Assert.Equal(["2.1.0", _sha, environment], result.Lines);
    }

    [Fact]
    public async Task Changes_in_the_working_tree_are_warned_of_away_from_a_release()
    {
        _repository.Commit("Second", "app.txt");
        _repository.Write("app.txt", "changed");

        var result = await _world.SucceedAsync("tags", "--tags", "sha");
        var quiet = await _world.SucceedAsync("tags", "--tags", "sha", "--quiet");

        Assert.Contains("warning: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("app.txt", result.Error, StringComparison.Ordinal);
        Assert.Equal("", quiet.Error);
        Assert.Equal(result.Output, quiet.Output);
    }

    [Fact]
    public async Task Another_directory_is_worked_in()
    {
        using var folder = new TempDirectory();

        var result = await new CommandWorld(folder.Path).SucceedAsync("tags", "-C", _repository.Path, "--tags", "semver");

        Assert.Equal(["2.1.0", "2.1", "2"], result.Lines);
    }
}
