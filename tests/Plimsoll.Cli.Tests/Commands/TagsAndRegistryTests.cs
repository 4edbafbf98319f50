using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Tags that depend on what was published before: in a real registry, or by the receipts.</summary>
public sealed class TagsAndRegistryTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly TempDirectory _files = new();
    private readonly CommandWorld _world;

    public TagsAndRegistryTests()
    {
        _repository.Commit("First", "app.txt");
        _repository.Tag("v1.2.0");
        _files.Write("out/app.txt", "hello");
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose()
    {
        _repository.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task Asked_online_the_registry_decides_too_which_tags_may_move()
    {
        var server = await SharedRegistry.OpenAsync();
        var image = $"{server.Root}/acme/app";
        await _world.SucceedAsync("publish", $"files:{_files["out"]}", "--image", image, "--tags", "semver");
        await _world.SucceedAsync("tag", $"{image}:1.2.0", "2.0.0");

        var offline = await _world.SucceedAsync("tags", "--tags", "semver,latest", "--image", image);
        var online = await _world.SucceedAsync("tags", "--tags", "semver,latest", "--image", image, "--online");

        Assert.Equal([$"{image}:1.2.0", $"{image}:1.2", $"{image}:1", $"{image}:latest"], offline.Lines);
        Assert.Equal([$"{image}:1.2.0", $"{image}:1.2", $"{image}:1"], online.Lines);
        Assert.Contains("registry-ahead-of-git: the registry has 2.0.0", online.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_does_not_exist_yet_holds_nothing()
    {
        var server = await SharedRegistry.OpenAsync();

        Assert.Equal(4, (await _world.SucceedAsync("tags", "--tags", "semver,latest", "--image", $"{server.Root}/acme/new", "--online")).Lines.Length);
    }

    [Fact]
    public async Task A_registry_that_does_not_let_one_in_is_a_named_warning_and_git_decides()
    {
        await using var server = await RegistryServer.StartAsync(new RegistryServerOptions { WithPassword = true });

        var result = await _world.SucceedAsync("tags", "--tags", "latest", "--image", $"{server.Host}/acme/app", "--online");

        Assert.Equal([$"{server.Host}/acme/app:latest"], result.Lines);
        Assert.Contains("registry-not-asked: the tags of", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_ask_online_takes_an_image_in_a_registry()
    {
        Assert.Contains("--image", await _world.FailAsync(ExitCode.Usage, "tags", "--online"), StringComparison.Ordinal);
        Assert.Contains("--image", await _world.FailAsync(ExitCode.Usage, "tags", "--online", "--image", "acme/app"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Builds_of_a_day_are_counted_by_the_registry_and_without_one_by_the_receipts()
    {
        var server = await SharedRegistry.OpenAsync();
        var image = $"{server.Root}/acme/app";
        _repository.Write("plimsoll.yml", "tags: [{ date: { counter: true } }]");
        string[] publish = ["publish", $"files:{_files["out"]}", "--image", image];

        Assert.Contains("2026-05-19.1", (await _world.SucceedAsync(publish)).Output, StringComparison.Ordinal);
        Assert.Contains("2026-05-19.2", (await _world.SucceedAsync(publish)).Output, StringComparison.Ordinal);

        Assert.Equal([$"{image}:2026-05-19.3"], (await _world.SucceedAsync("tags", "--image", image)).Lines);
        Directory.Delete(Path.Combine(_repository.Path, ".plimsoll"), recursive: true);
        Assert.Equal([$"{image}:2026-05-19.1"], (await _world.SucceedAsync("tags", "--image", image)).Lines);
        Assert.Equal([$"{image}:2026-05-19.3"], (await _world.SucceedAsync("tags", "--image", image, "--online")).Lines);
    }
}
