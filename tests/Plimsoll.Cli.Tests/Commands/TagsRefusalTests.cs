using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class TagsRefusalTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly CommandWorld _world;

    public TagsRefusalTests()
    {
        _repository.Commit("First", "app.txt");
        _repository.Commit("Second", "app.txt");
        _repository.Tag("v2.1.0");
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("latest", "'latest'")]
    [InlineData("semver", "'2.1'")]
    [InlineData("sha,date", "'2026-05-19'")]
    public async Task Production_refuses_a_moving_tag_that_is_asked_for(string strategies, string tag)
    {
        var error = await _world.FailAsync(ExitCode.PolicyViolation, "tags", "--environment", "production", "--tags", strategies);

        Assert.Contains(tag, error, StringComparison.Ordinal);
        Assert.Contains("rule mutable-tag", error, StringComparison.Ordinal);
        Assert.Contains("'production'", error, StringComparison.Ordinal);
        Assert.Contains("Publish an immutable tag", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_of_a_changed_working_tree_is_refused_unless_allowed()
    {
        _repository.Write("app.txt", "changed");

        var error = await _world.FailAsync(ExitCode.Usage, "tags");
        var allowed = await _world.SucceedAsync("tags", "--allow-dirty", "--tags", "semver");

        Assert.Contains("v2.1.0", error, StringComparison.Ordinal);
        Assert.Contains("app.txt", error, StringComparison.Ordinal);
        Assert.Contains("--allow-dirty", error, StringComparison.Ordinal);
        Assert.Equal(["2.1.0", "2.1", "2"], allowed.Lines);
        Assert.Contains("warning: the working tree has changes: app.txt", allowed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shallow_clone_is_refused_with_the_hosts_settings_unless_allowed()
    {
        using var clone = _repository.ShallowClone();
        var world = new CommandWorld(clone.Path);

        var error = await world.FailAsync(ExitCode.Usage, "tags");
        var allowed = await world.SucceedAsync("tags", "--allow-shallow", "--tags", "semver");
        var sha = await world.SucceedAsync("tags", "--tags", "sha");

        Assert.Contains("shallow", error, StringComparison.Ordinal);
        Assert.Contains("fetch-depth: 0", error, StringComparison.Ordinal);
        Assert.Contains("fetchDepth: 0", error, StringComparison.Ordinal);
        Assert.Equal(["2.1.0", "2.1", "2"], allowed.Lines);
        Assert.Equal([_repository.Head[..7]], sha.Lines);
    }

    [Fact]
    public async Task A_folder_without_repository_is_refused()
    {
        using var folder = new TempDirectory();

        Assert.Contains(folder.Path, await new CommandWorld(folder.Path).FailAsync(ExitCode.Usage, "tags"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_without_commit_is_refused()
    {
        using var empty = GitRepository.Init();

        Assert.Contains("commit", await new CommandWorld(empty.Path).FailAsync(ExitCode.Usage, "tags"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme/app:1.0", "acme/app")]
    [InlineData("127.0.0.1:5000/app:1.0", "127.0.0.1:5000/app")]
    [InlineData("acme/app@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "acme/app")]
    public async Task An_image_with_tag_or_digest_is_refused_and_shown_without(string image, string without)
    {
        var error = await _world.FailAsync(ExitCode.Usage, "tags", "--image", image);

        Assert.Contains($"'{image}' has a tag or digest", error, StringComparison.Ordinal);
        Assert.Contains($"without it: {without}.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Acme/App")]
    [InlineData("acme//app")]
    [InlineData("acme/app:")]
    [InlineData("acme/app@sha256:123")]
    [InlineData("-app")]
    [InlineData("")]
    public async Task A_malformed_reference_is_refused(string image)
    {
        var result = await _world.RunAsync("tags", $"--image={image}");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(image, result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public async Task A_strategy_that_is_not_known_is_refused_with_what_was_meant()
    {
        var error = await _world.FailAsync(ExitCode.Usage, "tags", "--tags", "sha,semvre");

        Assert.Contains("'semvre' is not a tag strategy", error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'semver'?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_from_outside_gives_the_host_no_command()
    {
        _repository.Write("##vso[task.setvariable variable=a]b", "1");
        _repository.Run("add", "--all");
        _repository.Write("##vso[task.setvariable variable=a]b", "2");

        var error = await _world.FailAsync(ExitCode.Usage, "tags");

        Assert.DoesNotContain("##vso[", error, StringComparison.Ordinal);
    }
}
