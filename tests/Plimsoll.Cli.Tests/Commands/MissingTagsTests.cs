using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>Clones with the whole history and without the tags, as CI hosts make them where nobody asks for the tags.</summary>
public sealed class MissingTagsTests : IDisposable
{
    private readonly GitRepository _source = GitRepository.Released();
    private readonly GitRepository _clone;
    private readonly CommandWorld _world;

    public MissingTagsTests()
    {
        _source.Commit("fix: two", "app.txt");
        _clone = _source.Clone("--no-tags", "--origin", "upstream");
        _world = new CommandWorld(_clone.Path);
        _world.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
    }

    public void Dispose()
    {
        _clone.Dispose();
        _source.Dispose();
    }

    [Fact]
    public async Task Version_and_tags_warn_and_ask_nobody()
    {
        _clone.Run("remote", "set-url", "upstream", "https://127.0.0.1:1/nobody");

        foreach (var verb in new string[][] { ["version"], ["tags"], ["tags", "--tags", "latest"] })
            Assert.Contains("warning: tags-may-be-missing: the clone is configured to fetch no tags", (await _world.SucceedAsync(verb)).Error, StringComparison.Ordinal);
        Assert.Equal("", (await _world.SucceedAsync("tags", "--tags", "sha")).Error);
    }

    [Fact]
    public async Task A_ci_run_in_a_clone_without_tags_is_warned_however_it_was_made()
    {
        _clone.Run("config", "--unset", "remote.upstream.tagOpt");
        Assert.Equal("", (await _world.SucceedAsync("version")).Error);
        (_world.Environment["TF_BUILD"], _world.Environment["BUILD_SOURCEBRANCH"], _world.Environment["BUILD_SOURCEVERSION"]) = ("True", "refs/heads/main", _clone.Head);

        var result = await _world.SucceedAsync("version");

        Assert.Contains("this clone has no git tags", result.Error, StringComparison.Ordinal);
        Assert.Contains("fetchTags: true", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_version_is_refused_until_the_tags_are_fetched()
    {
        var error = await _world.FailAsync(ExitCode.Usage, "version", "next");
        Assert.Contains("is missing release tags that exist on the remote upstream: v2.1.0", error, StringComparison.Ordinal);
        Assert.Contains("--allow-shallow", error, StringComparison.Ordinal);
        Assert.Equal(["0.1.0"], (await _world.SucceedAsync("version", "next", "--allow-shallow")).Lines);

        _clone.Run("fetch", "--quiet", "--tags", "upstream");

        Assert.Equal(["2.1.1"], (await _world.SucceedAsync("version", "next")).Lines);
    }

    [Fact]
    public async Task A_tag_is_not_made_beside_releases_that_were_never_fetched()
    {
        using var clone = _source.Clone();
        var world = new CommandWorld(clone.Path);
        world.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        _source.Tag("v2.1.1");

        Assert.Equal(["2.1.1"], (await world.SucceedAsync("version", "next")).Lines);
        Assert.Contains("v2.1.1", await world.FailAsync(ExitCode.Usage, "version", "next", "--tag"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remote_that_does_not_answer_is_a_warning()
    {
        _clone.Run("remote", "set-url", "upstream", "http://127.0.0.1:1/nobody");

        Assert.Contains("warning: the tags of remote upstream could not be listed", (await _world.SucceedAsync("version", "next")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishing_asks_the_remote_and_refuses()
    {
        _clone.Write("files/a.txt", "a");
        string[] publish = ["publish", $"files:{_clone["files"]}", "--image", "app", "--tags", "latest"];

        Assert.Contains("is missing release tags that exist on the remote upstream: v2.1.0", await _world.FailAsync(ExitCode.Usage, publish), StringComparison.Ordinal);
    }
}
