using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class VersionNextTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly CommandWorld _world;

    public VersionNextTests() => _world = new CommandWorld(_repository.Path);

    public void Dispose() => _repository.Dispose();

    [Theory]
    [InlineData("1.2.3", "fix: x", "1.2.4")]
    [InlineData("1.2.3", "feat: x", "1.3.0")]
    [InlineData("1.2.3", "feat!: x", "2.0.0")]
    [InlineData("1.2.3", "chore: x\n\nBREAKING CHANGE: y", "2.0.0")]
    [InlineData("1.2.3", "Not conventional", "1.2.4")]
    [InlineData("0.4.2", "fix: x", "0.4.3")]
    [InlineData("0.4.2", "feat: x", "0.5.0")]
    [InlineData("0.4.2", "feat!: x", "0.5.0")]
    [InlineData("1.3.0-rc.1", "fix: x", "1.3.0")]
    public async Task The_commits_since_the_last_release_decide(string tag, string message, string expected)
    {
        _repository.Commit("Start");
        _repository.Tag($"v{tag}");
        _repository.Commit(message);
        _repository.Commit("docs: y");

        Assert.Equal([expected], (await _world.SucceedAsync("version", "next")).Lines);
    }

    [Fact]
    public async Task The_first_release_is_0_1_0()
    {
        _repository.Commit("feat!: Start");

        Assert.Equal(["0.1.0"], await NextAsync());
        Assert.Equal(["1.0.0"], await NextAsync("--bump", "major"));
        Assert.Equal(["0.0.1"], await NextAsync("--bump", "patch"));
        Assert.Equal(["0.1.0-rc.1"], await NextAsync("--pre", "rc"));
        Assert.Equal(["3.0.0"], await NextAsync("3.0.0"));
    }

    [Fact]
    public async Task The_highest_release_counts_and_not_the_nearest()
    {
        _repository.Commit("Start");
        _repository.Tag("v1.10.0");
        _repository.Commit("feat: x");
        _repository.Tag("v1.9.1");
        _repository.Commit("fix: y");

        Assert.Equal(["1.11.0"], await NextAsync());
    }

    [Fact]
    public async Task Releases_of_other_branches_do_not_count()
    {
        _repository.Commit("Start");
        _repository.Tag("v1.2.0");
        _repository.Checkout("fixes", create: true);
        _repository.Checkout("main");
        _repository.Commit("feat: x");
        _repository.Tag("v1.5.0");
        _repository.Checkout("fixes");
        _repository.Commit("fix: y");

        Assert.Equal(["1.2.1"], await NextAsync());
    }

    [Fact]
    public async Task A_version_that_another_branch_has_is_refused_with_its_tag_and_commit()
    {
        _repository.Commit("Start");
        _repository.Tag("v1.2.0");
        _repository.Branch("other");
        _repository.Commit("feat: x");
        var taken = _repository.Head;
        _repository.Tag("v1.3.0");
        _repository.Checkout("other");
        _repository.Commit("feat: y");

        foreach (var arguments in new string[][] { [], ["1.3.0"] })
        {
            var error = await _world.FailAsync(ExitCode.TagConflict, ["version", "next", .. arguments]);
            Assert.Contains("v1.3.0", error, StringComparison.Ordinal);
            Assert.Contains(taken, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_nothing_calls_for_a_release_the_version_stays()
    {
        _repository.Commit("Start");
        _repository.Tag("v1.2.0");
        _repository.Commit("docs: x");

        var result = await _world.SucceedAsync("version", "next");

        Assert.Equal(["1.2.0"], result.Lines);
        Assert.Contains("no commit since v1.2.0 requires a release", result.Error, StringComparison.Ordinal);
        Assert.Equal(["1.2.1"], await NextAsync("--bump", "patch"));
    }

    [Fact]
    public async Task Prereleases_count_up_until_the_release_and_begin_anew_when_more_is_asked_for()
    {
        _repository.Commit("Start");
        _repository.Tag("v1.2.0");
        _repository.Commit("feat: x");
        Assert.Equal(["1.3.0-rc.1"], await NextAsync("--pre", "rc"));

        _repository.Tag("v1.3.0-rc.1");
        Assert.Equal(["1.3.0-rc.1"], await NextAsync("--pre", "rc"));
        Assert.Equal(["1.3.0"], await NextAsync());

        _repository.Commit("fix: y");
        Assert.Equal(["1.3.0-rc.2"], await NextAsync("--pre", "rc"));

        _repository.Commit("feat!: z");
        Assert.Equal(["2.0.0-rc.1"], await NextAsync("--pre", "rc"));
        Assert.Equal(["2.0.0"], await NextAsync());
    }

    [Fact]
    public async Task A_prerelease_counts_on_from_every_branch()
    {
        _repository.Commit("Start");
        _repository.Tag("v1.2.0");
        _repository.Branch("other");
        _repository.Commit("feat: x");
        _repository.Tag("v1.3.0-rc.9");
        _repository.Tag("v1.3.0-rc.10");
        _repository.Tag("v1.3.0-beta.30");
        _repository.Checkout("other");
        _repository.Commit("feat: y");

        Assert.Equal(["1.3.0-rc.11"], await NextAsync("--pre", "rc"));
    }

    [Fact]
    public async Task A_prerelease_under_way_is_not_given_up_for_less()
    {
        _repository.Commit("Start");
        _repository.Tag("v1.2.0");
        _repository.Commit("fix: x");
        _repository.Tag("v2.0.0-rc.1");
        _repository.Commit("fix: y");

        Assert.Equal(["2.0.0-rc.2"], await NextAsync("--pre", "rc"));
        Assert.Equal(["2.0.0"], await NextAsync());
        var error = await _world.FailAsync(ExitCode.Usage, "version", "next", "--bump", "minor");
        Assert.Contains("1.3.0 is not higher than 2.0.0-rc.1", error, StringComparison.Ordinal);
        Assert.Contains("not higher", await _world.FailAsync(ExitCode.Usage, "version", "next", "--pre", "alpha"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merges_are_not_counted_but_what_they_bring_is()
    {
        _repository.Commit("Start");
        _repository.Checkout("side", create: true);
        _repository.Commit("feat: from before the release");
        _repository.Checkout("main");
        _repository.Commit("fix: x");
        _repository.Tag("v1.2.0");
        _repository.Run("merge", "--quiet", "--no-ff", "--message", "feat!: merge", "side");

        using var json = await JsonAsync();

        Assert.Equal("1.3.0", json.RootElement.GetProperty("version").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("mergeCommits").GetInt32());
        Assert.Equal("feat: from before the release", Assert.Single(json.RootElement.GetProperty("commits").EnumerateArray()).GetProperty("subject").GetString());
    }

    [Fact]
    public async Task Json_says_why_and_lists_the_commits()
    {
        var released = _repository.Commit("Start");
        _repository.Tag("v1.2.0");
        var fix = _repository.Commit("Fix it");
        var feature = _repository.Commit("feat(api): x\n\nBody");
        _repository.Commit("docs: y");

        using var json = await JsonAsync();

        var root = json.RootElement;
        Assert.Equal(("1.3.0", "v1.3.0", "minor"), (Text(root, "version"), Text(root, "tagName"), Text(root, "bump")));
        Assert.Equal($"v1.2.0 is the last release, and {feature[..7]} requires a minor version", Text(root, "reason"));
        Assert.Equal((true, false), (root.GetProperty("isNew").GetBoolean(), root.GetProperty("isTagged").GetBoolean()));
        Assert.Equal(("v1.2.0", "1.2.0", released), (Text(root.GetProperty("base"), "tag"), Text(root.GetProperty("base"), "version"), Text(root.GetProperty("base"), "commit")));
        Assert.Equal(
            [("docs", "none", true), ("feat", "minor", true), (null, "patch", false)],
            root.GetProperty("commits").EnumerateArray().Select(commit => (Text(commit, "type"), Text(commit, "bump"), commit.GetProperty("isConventional").GetBoolean())));
        Assert.Equal(fix, Text(root.GetProperty("commits")[2], "id"));
        Assert.Equal(("api", "feat(api): x"), (Text(root.GetProperty("commits")[1], "scope"), Text(root.GetProperty("commits")[1], "subject")));
    }

    [Fact]
    public async Task Explain_prints_the_version_then_why_and_neutralises_what_commits_say()
    {
        _repository.Commit("Start");
        _repository.Tag("v1.2.0");
        var hostile = _repository.Commit("feat!: ##vso[task.setvariable variable=x]y");
        var second = _repository.Commit("::error::no");

        var result = await _world.SucceedAsync("version", "next", "--explain");

        Assert.Equal(
            [
                "2.0.0",
                $"because v1.2.0 is the last release, and {hostile[..7]} requires a major version",
                "COMMIT   BUMP   TYPE              SUBJECT",
                $@"{second[..7]}  patch  not conventional  \::error::no",
                $@"{hostile[..7]}  major  feat (breaking)   feat!: #\#vso[task.setvariable variable=x]y",
            ],
            result.Lines);
    }

    [Theory]
    [InlineData("1.2.0", "1.2.0 is not higher than 1.2.0")]
    [InlineData("1.2.0+build", "1.2.0+build is not higher than 1.2.0")]
    [InlineData("1.1.9", "1.1.9 is not higher than 1.2.0")]
    [InlineData("v1.3.0", "'v1.3.0' is not a semantic version")]
    [InlineData("1.3", "'1.3' is not a semantic version")]
    public async Task A_version_that_cannot_come_next_is_refused(string version, string why)
    {
        _repository.Commit("Start");
        _repository.Tag("v1.2.0");
        _repository.Commit("feat: x");

        Assert.Contains(why, await _world.FailAsync(ExitCode.Usage, "version", "next", version), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.3.0", "--bump", "major")]
    [InlineData("1.3.0", "--pre", "rc")]
    [InlineData("--sign")]
    [InlineData("--message", "x")]
    [InlineData("--pre", "r c")]
    [InlineData("--pre", "rc+1")]
    [InlineData("--pre", "")]
    [InlineData("--bump", "huge")]
    public async Task Options_that_make_no_sense_together_are_refused(params string[] arguments)
    {
        _repository.Commit("Start");

        await _world.FailAsync(ExitCode.Usage, ["version", "next", .. arguments]);
    }

    [Fact]
    public async Task A_mistyped_option_is_refused_with_the_whole_verb() =>
        Assert.Contains("'plimsoll version next --help'", await _world.FailAsync(ExitCode.Usage, "version", "next", "--bmup"), StringComparison.Ordinal);

    [Fact]
    public async Task A_prefix_makes_a_line_of_its_own()
    {
        _repository.Commit("Start");
        _repository.Tag("v5.0.0");
        _repository.Tag("api-v1.2.0");
        _repository.Commit("feat: x");

        using var json = await JsonAsync("--tag-prefix", "api-v");

        Assert.Equal(("1.3.0", "api-v1.3.0"), (Text(json.RootElement, "version"), Text(json.RootElement, "tagName")));
        _repository.Write("plimsoll.yml", "version: { tagPrefix: api-v }");
        Assert.Equal(["1.3.0"], await NextAsync());
        _world.Environment["PLIMSOLL_TAG_PREFIX"] = "v";
        Assert.Equal(["5.1.0"], await NextAsync());
    }

    [Theory]
    [InlineData("1.0.0", "1.0.1")]
    [InlineData("v1.0.0", "v1.0.1")]
    [InlineData("V1.0.0", "V1.0.1")]
    [InlineData("unrelated", "v0.1.0")]
    public async Task A_new_tag_is_named_like_the_newest(string existing, string expected)
    {
        _repository.Commit("Start");
        _repository.Tag(existing);
        _repository.Commit("fix: x");

        using var json = await JsonAsync();

        Assert.Equal(expected, Text(json.RootElement, "tagName"));
    }

    [Fact]
    public async Task A_shallow_clone_is_refused_unless_allowed()
    {
        _repository.Commit("Start");
        _repository.Tag("v1.2.0");
        _repository.Commit("feat: x");
        using var clone = _repository.ShallowClone();
        var world = new CommandWorld(clone.Path);

        Assert.Contains("--unshallow", await world.FailAsync(ExitCode.Usage, "version", "next"), StringComparison.Ordinal);
        Assert.Equal(["0.1.0"], (await world.SucceedAsync("version", "next", "--allow-shallow")).Lines);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<string[]> NextAsync(params string[] arguments) => (await _world.SucceedAsync(["version", "next", .. arguments])).Lines;

    private async Task<JsonDocument> JsonAsync(params string[] arguments) =>
        JsonDocument.Parse((await _world.SucceedAsync(["version", "next", "--output", "json", .. arguments])).Output);
}
