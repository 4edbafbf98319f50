using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary>What the next version reads in messages that hosts and tools write: squashed pull requests, reverts, <c>Release-As</c>.</summary>
public sealed class VersionNextMessageTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly CommandWorld _world;

    public VersionNextMessageTests()
    {
        _world = new CommandWorld(_repository.Path);
        _repository.Commit("Start");
        _repository.Tag("v1.2.3");
    }

    public void Dispose() => _repository.Dispose();

    [Theory]
    // the title behind what a host writes
    [InlineData("Merged PR 12: feat!: drop it", "2.0.0")]
    [InlineData("Merged PR 12: feat: add it", "1.3.0")]
    [InlineData("Merged PR 12: docs: say it\n\nBREAKING CHANGE: it is gone", "2.0.0")]
    [InlineData("Merged PR 12: Something", "1.2.4")]
    [InlineData("Pull request #12: feat!: drop it\n\nMerge in ACME/app from f to main", "2.0.0")]
    [InlineData("Merged in feature/x (pull request #12)\n\nfeat!: drop it", "2.0.0")]
    [InlineData("feat: add it (#12)", "1.3.0")]
    // the commits that were squashed
    [InlineData("Rework the store (#12)\n\n* feat!: drop the old table\n\n* fix: close the file", "2.0.0")]
    [InlineData("Rework the store (#12)\n\n* feat: add a table\n* fix: close the file", "1.3.0")]
    [InlineData("Rework the store (#12)\n\n- fix: close the file\n- docs: say it", "1.2.4")]
    [InlineData("fix: the store (#12)\n\n* feat(api)!: drop it", "2.0.0")]
    [InlineData("fix: the store (#12)\n\n* docs: say it", "1.2.4")]
    [InlineData("Rework the store (#12)\n\n* feat: add it\n\nBREAKING CHANGE: it is gone\n\n* fix: it", "2.0.0")]
    [InlineData("Merged PR 12: Rework\n\n- feat!: drop it", "2.0.0")]
    [InlineData("Rework the store\n\n* first: Not\n* one of ours", "1.2.4")]
    [InlineData("Rework the store\n\nBREAKING CHANGE: the table is gone", "2.0.0")]
    // what is asked for
    [InlineData("chore: prepare\n\nRelease-As: 5.0.0", "5.0.0")]
    [InlineData("Prepare\n\nrelease-as: v5.0.0", "5.0.0")]
    [InlineData("chore: prepare\n\nRelease-As: 5.0.0-rc.1", "5.0.0-rc.1")]
    [InlineData("Merged PR 12: chore: prepare\n\nRelease-As: 5.0.0", "5.0.0")]
    [InlineData("feat: x\n\nRelease-As: 1.0.0", "1.3.0")] // not higher
    public async Task One_commit_asks_for(string message, string expected)
    {
        _repository.Commit(message);
        _repository.Commit("docs: y");

        Assert.Equal([expected], await NextAsync());
    }

    [Fact]
    public async Task The_newest_asking_counts_and_what_is_given_counts_more()
    {
        _repository.Commit("chore: prepare\n\nRelease-As: 5.0.0");
        _repository.Commit("chore: prepare\n\nRelease-As: 4.0.0");

        Assert.Equal(["4.0.0"], await NextAsync());
        Assert.Equal(["4.0.0-rc.1"], await NextAsync("--pre", "rc"));
        Assert.Equal(["1.3.0"], await NextAsync("--bump", "minor"));
        Assert.Equal(["7.0.0"], await NextAsync("7.0.0"));
        Assert.Contains("requests 4.0.0 (Release-As)", (await _world.SucceedAsync("version", "next", "--explain")).Output, StringComparison.Ordinal);

        _repository.Tag("v4.0.0-rc.1");
        Assert.Equal(["4.0.0-rc.1"], await NextAsync("--pre", "rc"));
        Assert.Equal(["4.0.0"], await NextAsync());
        _repository.Tag("v4.0.0");
        _repository.Commit("fix: y");
        Assert.Equal(["4.0.1"], await NextAsync());
    }

    [Fact]
    public async Task What_is_asked_for_must_be_a_version()
    {
        _repository.Commit("chore: prepare\n\nRelease-As: next");

        Assert.Contains("requests the version 'next' (Release-As), which is not a semantic version", await _world.FailAsync(ExitCode.Usage, "version", "next"), StringComparison.Ordinal);
        Assert.Equal(["2.0.0"], await NextAsync("2.0.0"));
    }

    [Theory]
    [InlineData("feat!: drop it", "Revert \"feat!: drop it\"\n\nThis reverts commit {0}.", "1.2.3")]
    [InlineData("feat!: drop it", "revert: drop it\n\nThis reverts commit {0}.", "1.2.3")]
    [InlineData("feat!: drop it", "revert: let us never speak of it\n\nRefs: {0}", "1.2.3")]
    [InlineData("feat!: drop it (#12)", "Revert \"feat!: drop it (#12)\" (#13)\n\nReverts acme/app#12", "1.2.3")]
    [InlineData("feat!: drop it", "Merged PR 13: Revert \"feat!: drop it\"\n\nThis reverts commit {0}.", "1.2.3")]
    [InlineData("feat!: drop it", "Revert \"feat!: another\"\n\nThis reverts commit 1111111111111111111111111111111111111111.", "2.0.0")]
    [InlineData("feat!: drop it", "Revert \"feat!: another\"", "2.0.0")]
    [InlineData("feat!: drop it", "fix: x\n\nRefs: {0}", "2.0.0")]
    [InlineData("chore: x\n\nRelease-As: 5.0.0", "Revert \"chore: x\"\n\nThis reverts commit {0}.", "1.2.3")]
    public async Task A_commit_and_its_revert_ask_for_nothing(string message, string revert, string expected)
    {
        var id = _repository.Commit(message);
        _repository.Commit(string.Format(System.Globalization.CultureInfo.InvariantCulture, revert, id));

        Assert.Equal([expected], await NextAsync());
    }

    [Fact]
    public async Task A_revert_that_is_reverted_brings_the_commit_back()
    {
        var feature = _repository.Commit("feat!: drop it");
        var revert = _repository.Commit($"Revert \"feat!: drop it\"\n\nThis reverts commit {feature}.");
        var again = _repository.Commit($"Reapply \"feat!: drop it\"\n\nThis reverts commit {revert}.");
        Assert.Equal(["2.0.0"], await NextAsync());

        _repository.Commit($"Revert \"Reapply \"feat!: drop it\"\"\n\nThis reverts commit {again}.");
        Assert.Equal(["1.2.3"], await NextAsync());
    }

    [Fact]
    public async Task A_revert_of_what_is_released_is_a_change()
    {
        var feature = _repository.Commit("feat: x");
        _repository.Tag("v1.3.0");
        _repository.Commit($"Revert \"feat: x\"\n\nThis reverts commit {feature}.");

        Assert.Equal(["1.3.1"], await NextAsync());
    }

    [Fact]
    public async Task A_prerelease_of_what_is_released_elsewhere_is_refused_with_its_tag_and_commit()
    {
        _repository.Checkout("next", create: true);
        _repository.Commit("fix: a");
        _repository.Tag("v1.2.4-rc.1");
        _repository.Checkout("main");
        var released = _repository.Merge("next");
        _repository.Checkout("next");
        _repository.Commit("fix: b");
        Assert.Equal(["1.2.4-rc.2"], await NextAsync("--pre", "rc"));

        _repository.Tag("v1.2.4", target: released);

        foreach (var arguments in new string[][] { ["--pre", "rc"], ["1.2.4-rc.7"], ["1.2.4-zeta.1"] })
        {
            var error = await _world.FailAsync(ExitCode.TagConflict, ["version", "next", .. arguments]);
            Assert.Contains($"is lower than 1.2.4, which has already been released: the tag v1.2.4 is at commit {released}", error, StringComparison.Ordinal);
        }

        Assert.Equal(["1.3.0-rc.1"], await NextAsync("1.3.0-rc.1"));
    }

    [Fact]
    public async Task Several_lines_of_prereleases_go_on_from_one_commit()
    {
        _repository.Commit("feat: x");
        _repository.Tag("v1.3.0-alpha.1");
        _repository.Tag("v1.3.0-rc.1");
        _repository.Tag("v1.3.0-rc.20261129131546");
        Assert.Equal(["1.3.0-alpha.1"], await NextAsync("--pre", "alpha"));
        Assert.Equal(["1.3.0-rc.20261129131546"], await NextAsync("--pre", "rc"));

        _repository.Commit("fix: y");
        Assert.Equal(["1.3.0-alpha.2"], await NextAsync("--pre", "alpha"));
        Assert.Equal(["1.3.0-rc.20261129131547"], await NextAsync("--pre", "rc"));
        Assert.Equal(["1.3.0"], await NextAsync());
        Assert.Contains("not higher", await _world.FailAsync(ExitCode.Usage, "version", "next", "--pre", "beta"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_may_be_tagged_once_in_each_line()
    {
        _world.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        foreach (var (name, value) in new[] { ("GIT_AUTHOR_NAME", "T"), ("GIT_AUTHOR_EMAIL", "t@example.com"), ("GIT_COMMITTER_NAME", "T"), ("GIT_COMMITTER_EMAIL", "t@example.com") })
            _world.Environment[name] = value;
        _repository.Commit("feat: x");

        Assert.Equal(["1.3.0-alpha.1"], await NextAsync("--pre", "alpha", "--tag"));
        Assert.Equal(["1.3.0-beta.1"], await NextAsync("--pre", "beta", "--tag"));
        Assert.Contains("already released: tag v1.3.0-beta.1", await _world.FailAsync(ExitCode.Usage, "version", "next", "1.3.0-beta.2", "--tag"), StringComparison.Ordinal);
        _repository.Commit("fix: y");
        Assert.Equal(["1.3.0-alpha.2"], await NextAsync("--pre", "alpha", "--tag"));
        Assert.Equal(["1.3.0-beta.2"], await NextAsync("--pre", "beta", "--tag"));
        Assert.Equal(["1.3.0"], await NextAsync("--tag"));
    }

    private async Task<string[]> NextAsync(params string[] arguments) => (await _world.SucceedAsync(["version", "next", .. arguments])).Lines;
}
