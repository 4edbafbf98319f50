using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Cli.Tests.Commands;

public sealed class VersionTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly CommandWorld _world;

    public VersionTests()
    {
        _repository.Commit("First", "app.txt");
        _world = new CommandWorld(_repository.Path);
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task The_version_alone_is_printed()
    {
        _repository.Tag("2.1.0");

        var release = await _world.SucceedAsync("version");
        _repository.Commit("Second", "app.txt");
        var later = await _world.SucceedAsync("version");

        Assert.Equal(("2.1.0\n", ""), (release.Output, release.Error));
        Assert.Equal(("2.1.1-alpha.0.1\n", ""), (later.Output, later.Error));
    }

    [Theory]
    [InlineData("2.2.0-alpha.0.1", "--auto-increment", "minor")]
    [InlineData("3.0.0-alpha.0.1", "-a", "Major")]
    [InlineData("2.5.0-alpha.0.1", "--minimum-major-minor", "2.5")]
    [InlineData("3.0.0-alpha.0.1", "-m", "3")]
    [InlineData("2.1.1-beta.1", "--default-pre-release-identifiers", "beta")]
    [InlineData("2.1.1-beta.0.1", "-p", "beta.0")]
    [InlineData("2.1.1-alpha.0.1+b.7", "--build-metadata", "b.7")]
    [InlineData("2.1.1-alpha.0.1+b.7", "-b", "b.7")]
    [InlineData("2.1.0", "--ignore-height")]
    [InlineData("2.1.0", "-i")]
    [InlineData("5.0.1-alpha.0.1", "--tag-prefix", "app-")]
    [InlineData("5.0.1-alpha.0.1", "-t", "APP-")]
    [InlineData("2.1.1-alpha.0.1", "-t", "", "-a", "", "-m", "", "-p", "", "-b", "")]
    public async Task Options_are_those_of_minver_cli(string version, params string[] options)
    {
        _repository.Tag("2.1.0");
        _repository.Tag("app-5.0.0");
        _repository.Commit("Second", "app.txt");

        var result = await _world.SucceedAsync(["version", .. options]);

        Assert.Equal(version + "\n", result.Output);
    }

    [Fact]
    public async Task Options_count_before_the_environment_and_that_before_the_configuration()
    {
        _repository.Write("plimsoll.yml", "version: { tagPrefix: c-, autoIncrement: major, minimumMajorMinor: '0.0', defaultPreReleaseIdentifiers: c, buildMetadata: c, ignoreHeight: true }");
        foreach (var prefix in new[] { "c-", "e-", "o-" })
            _repository.Tag($"{prefix}1.0.0");
        _repository.Commit("Second", "app.txt");
        Assert.Equal("1.0.0+c\n", (await _world.SucceedAsync("version")).Output);

        foreach (var (name, value) in new[] { ("TAG_PREFIX", "e-"), ("AUTO_INCREMENT", "minor"), ("MINIMUM_MAJOR_MINOR", "1.1"), ("DEFAULT_PRE_RELEASE_IDENTIFIERS", "e"), ("BUILD_METADATA", "e"), ("IGNORE_HEIGHT", "false") })
            _world.Environment[$"PLIMSOLL_{name}"] = value;
        Assert.Equal("1.1.0-e.1+e\n", (await _world.SucceedAsync("version")).Output);

        Assert.Equal("1.0.1-o.1+o\n", (await _world.SucceedAsync("version", "-t", "o-", "-a", "patch", "-m", "1.0", "-p", "o", "-b", "o")).Output);
        Assert.Equal("1.1.0-e+e\n", (await _world.SucceedAsync("version", "-i", "true")).Output);
    }

    [Theory]
    [InlineData("--auto-increment: 'build' is not valid", "-a", "build")]
    [InlineData("--minimum-major-minor: '1.2.3' is not valid", "-m", "1.2.3")]
    [InlineData("--default-pre-release-identifiers: 'alpha.01' is not valid", "-p", "alpha.01")]
    [InlineData("--build-metadata: 'a b' is not valid", "-b", "a b")]
    public async Task An_option_that_cannot_be_used_is_an_error(string message, params string[] options) =>
        Assert.Contains(message, await _world.FailAsync(ExitCode.Usage, ["version", .. options]), StringComparison.Ordinal);

    [Theory]
    [InlineData("PLIMSOLL_AUTO_INCREMENT", "build")]
    [InlineData("PLIMSOLL_IGNORE_HEIGHT", "maybe")]
    public async Task A_variable_that_cannot_be_used_is_an_error(string name, string value)
    {
        _world.Environment[name] = value;

        Assert.Contains($"{name}: '{value}' is not valid", await _world.FailAsync(ExitCode.Usage, "version"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v2.1.0", "2.1.0", "2.1.0", "0.0.0-alpha.0")]
    [InlineData("2.1.0", "2.1.0", "0.0.0-alpha.0", "2.1.0")]
    [InlineData("V2.1.0", "2.1.0", "2.1.0", "0.0.0-alpha.0")]
    public async Task A_v_before_the_version_is_optional_and_a_prefix_is_taken_exactly(string tag, string version, string withPrefix, string withoutPrefix)
    {
        _repository.Tag(tag);

        Assert.Equal($"{version}\n", (await _world.SucceedAsync("version")).Output);
        Assert.Equal($"{withPrefix}\n", (await _world.SucceedAsync("version", "--tag-prefix", "v")).Output);
        Assert.Equal($"{withoutPrefix}\n", (await _world.SucceedAsync("version", "--tag-prefix", "")).Output);
        _world.Environment["PLIMSOLL_TAG_PREFIX"] = "";
        Assert.Equal($"{withoutPrefix}\n", (await _world.SucceedAsync("version")).Output);
    }

    [Fact]
    public async Task Version_and_tags_tell_one_version_of_a_commit_whatever_form_its_tag_has()
    {
        _repository.Tag("1.0.0");
        _repository.Commit("Second", "app.txt");
        _repository.Tag("v2.1.0");
        var release = await _world.SucceedAsync("version");
        _repository.Commit("Third", "app.txt");
        _repository.Tag("2.1.1");

        Assert.Equal("2.1.0\n", release.Output);
        Assert.Equal("2.1.1\n", (await _world.SucceedAsync("version")).Output);
        Assert.Equal("2.1.1", (await _world.SucceedAsync("tags", "--tags", "semver")).Lines[0]);
    }

    [Fact]
    public async Task A_shallow_clone_is_an_error_with_the_fix_unless_it_is_allowed()
    {
        _repository.Tag("1.0.0");
        _repository.Commit("Second", "app.txt");
        using var clone = _repository.ShallowClone();
        var world = new CommandWorld(clone.Path);

        var error = await world.FailAsync(ExitCode.Usage, "version");
        var allowed = await world.SucceedAsync("version", "--allow-shallow");

        Assert.Contains("fetch-depth: 0", error, StringComparison.Ordinal);
        Assert.Equal("0.0.0-alpha.0\n", allowed.Output);
        Assert.Contains("warning: ", allowed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_release_has_a_version_of_its_own_unless_that_is_allowed()
    {
        _repository.Tag("2.1.0");
        _repository.Write("app.txt", "changed");

        var dirty = await _world.SucceedAsync("version");
        var again = await _world.SucceedAsync("version");
        var allowed = await _world.SucceedAsync("version", "--allow-dirty");
        _repository.Write("app.txt", "changed otherwise");
        var other = await _world.SucceedAsync("version");

        Assert.Matches(@"\A2\.1\.0-dirty\.[a-f][0-9a-f]{7}\n\z", dirty.Output);
        Assert.Contains("app.txt", dirty.Error, StringComparison.Ordinal);
        Assert.Equal(dirty.Output, again.Output);
        Assert.NotEqual(dirty.Output, other.Output);
        Assert.Equal(("2.1.0\n", ""), (allowed.Output, allowed.Error));
    }

    [Theory]
    [InlineData("GITHUB_ACTIONS", "GitHub Actions")]
    [InlineData("TF_BUILD", "Azure Pipelines")]
    public async Task On_a_CI_host_a_changed_release_is_an_error(string variable, string host)
    {
        _repository.Tag("2.1.0");
        _repository.Write("app.txt", "changed");
        _world.Environment[variable] = "true";

        var error = await _world.FailAsync(ExitCode.Usage, "version");
        var allowed = await _world.SucceedAsync("version", "--allow-dirty");

        Assert.Contains("app.txt", error, StringComparison.Ordinal);
        Assert.Contains(host, error, StringComparison.Ordinal);
        Assert.Contains("--allow-dirty", error, StringComparison.Ordinal);
        Assert.Equal("2.1.0\n", allowed.Output);
    }

    [Fact]
    public async Task Changes_away_from_a_release_and_untracked_files_change_nothing()
    {
        _repository.Tag("2.1.0");
        _repository.Write("new.txt", "untracked");
        Assert.Equal("2.1.0\n", (await _world.SucceedAsync("version")).Output);

        _repository.Commit("Second", "app.txt");
        _repository.Write("app.txt", "changed");
        _world.Environment["GITHUB_ACTIONS"] = "true";

        var result = await _world.SucceedAsync("version");

        Assert.Equal(("2.1.1-alpha.0.1\n", ""), (result.Output, result.Error));
    }

    [Fact]
    public async Task Json_holds_the_parts_of_the_version_and_what_it_was_told_from()
    {
        _repository.Tag("2.1.0-rc.1");
        _repository.Commit("Second", "app.txt");

        var result = await _world.SucceedAsync("version", "--output", "json", "--build-metadata", "b.7");

        result.Output.MatchSnapshot();
    }

    [Fact]
    public async Task Json_holds_the_branch_of_the_run_and_its_warnings()
    {
        _repository.Tag("v2.1.0");
        (_world.Environment["GITHUB_ACTIONS"], _world.Environment["GITHUB_REF"], _world.Environment["GITHUB_SHA"]) = ("true", "refs/heads/release/2.1", _repository.Head);
        _repository.Checkout(_repository.Head);

        using var run = JsonDocument.Parse((await _world.SucceedAsync("version", "--output", "json")).Output);
        _world.Environment["GITHUB_SHA"] = new string('1', 40);
        var other = await _world.SucceedAsync("version", "--output", "json");
        using var otherRun = JsonDocument.Parse(other.Output);

        Assert.Equal("release/2.1", run.RootElement.GetProperty("branch").GetString());
        Assert.Equal($"2.1.0+{_repository.Head}", run.RootElement.GetProperty("informationalVersion").GetString());
        Assert.Equal(("2.0.0.0", "2.1.0.0"), (run.RootElement.GetProperty("assemblyVersion").GetString(), run.RootElement.GetProperty("fileVersion").GetString()));
        Assert.Equal(JsonValueKind.Null, otherRun.RootElement.GetProperty("branch").ValueKind);
        Assert.Contains("is checked out", Assert.Single(otherRun.RootElement.GetProperty("warnings").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Contains("the CI run is for commit", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_of_a_changed_release_says_so()
    {
        _repository.Tag("2.1.0");
        _repository.Write("app.txt", "changed");

        var result = await _world.SucceedAsync("version", "--output", "json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.True(json.RootElement.GetProperty("dirty").GetBoolean());
        Assert.StartsWith("dirty.", json.RootElement.GetProperty("preRelease").GetString(), StringComparison.Ordinal);
        Assert.Equal("the tag 2.1.0 is at HEAD, but the working tree has changes", json.RootElement.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Explain_tells_tag_height_commit_and_reason()
    {
        _repository.Tag("2.1.0", annotated: true);
        _repository.Commit("Second", "app.txt");

        var result = await _world.SucceedAsync("version", "--explain", "--minimum-major-minor", "3.0");

        result.Output.MatchSnapshot();
    }

    [Fact]
    public async Task Without_a_repository_or_a_commit_there_is_no_version()
    {
        using var folder = new TempDirectory();
        using var empty = GitRepository.Init();

        Assert.Contains("not in a git repository", await new CommandWorld(folder.Path).FailAsync(ExitCode.Usage, "version"), StringComparison.Ordinal);
        Assert.Contains("has no commit", await new CommandWorld(empty.Path).FailAsync(ExitCode.Usage, "version"), StringComparison.Ordinal);
    }
}
