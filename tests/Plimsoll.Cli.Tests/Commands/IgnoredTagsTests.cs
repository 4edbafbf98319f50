using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>A repository that changed from calendar versions to semantic ones.</summary>
public sealed class IgnoredTagsTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly CommandWorld _world;

    public IgnoredTagsTests()
    {
        _world = new CommandWorld(_repository.Path);
        _repository.Commit("Start");
        _repository.Tag("2024.1.0");
        _repository.Commit("feat: x");
        _repository.Tag("1.0.0");
    }

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("ignoreTags: ['20*.*']", "1.0.0", "1.0", "1", "latest")]
    [InlineData("tags: { latest: { since: 1.0.0 } }", "1.0.0", "1.0", "1", "latest")]
    public async Task Latest_moves_on(string configuration, params string[] expected)
    {
        _repository.Write("plimsoll.yml", configuration);

        var result = await _world.SucceedAsync("tags", "--tags", "semver,latest");

        Assert.Equal(expected.Length == 0 ? ["1.0.0", "1.0", "1"] : expected, result.Lines);
    }

    [Fact]
    public async Task Both_versions_go_on_from_the_new_numbering()
    {
        _repository.Write("plimsoll.yml", "ignoreTags: '20*.*'");
        _repository.Run("tag", "2024.2.0");

        Assert.Equal(["1.0.0"], (await _world.SucceedAsync("version")).Lines);
        _repository.Commit("fix: y");

        Assert.Equal(["1.0.1-alpha.0.1"], (await _world.SucceedAsync("version")).Lines);
        Assert.Equal(["1.0.1"], (await _world.SucceedAsync("version", "next")).Lines);
    }
}
