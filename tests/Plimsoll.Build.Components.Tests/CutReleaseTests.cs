using Plimsoll.Build.Tests;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Components.Tests;

/// <summary>The target that <see cref="ICutRelease"/> gives to a build, with the real git and a remote of its own.</summary>
public sealed class CutReleaseTests : IDisposable
{
    private readonly ReleasedRepository _repository = new();

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task The_commits_tell_the_version_and_the_tag_is_annotated()
    {
        var commit = _repository.Commit("feat: more");

        var result = await RunAsync("CutRelease");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Contains($"2.2.0 because v2.1.0 is the last release, and {commit[..7]} requires a minor version", result.Output, StringComparison.Ordinal);
        Assert.Contains("git push origin v2.2.0", result.Output, StringComparison.Ordinal);
        Assert.Matches("CutRelease +Succeeded .* tag: v2.2.0", result.Output);
        Assert.Equal("tag", _repository.Git("cat-file", "-t", "v2.2.0"));
        Assert.Equal(commit, _repository.Git("rev-parse", "v2.2.0^{commit}"));
        Assert.Equal($"Release 2.2.0\n\n- feat: more ({commit[..7]})", _repository.Git("for-each-ref", "--format=%(contents)", "refs/tags/v2.2.0").TrimEnd('\n'));
        Assert.Equal("v2.1.0", _repository.RemoteTags);
    }

    [Theory]
    [InlineData("v3.0.0", "--bump", "major")]
    [InlineData("v2.2.0-rc.1", "--pre", "rc")]
    [InlineData("v4.0.0-beta", "--next-version", "4.0.0-beta")]
    public async Task Parameters_say_what_is_counted_up(string tag, params string[] parameters)
    {
        _repository.Commit("feat: more");

        var result = await RunAsync(["CutRelease", .. parameters]);

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Equal(tag, _repository.Git("tag", "--points-at", "HEAD"));
    }

    [Fact]
    public async Task A_component_has_a_line_of_its_own()
    {
        _repository.Fixture.Root.Write("plimsoll.yml", "components: { api: { paths: [api/**] } }\n");
        _repository.Git("add", "plimsoll.yml");
        _repository.Commit("fix: the api", "api/app.txt");

        var result = await RunAsync("CutRelease", "--component", "api");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Equal("api-v0.1.0", _repository.Git("tag", "--points-at", "HEAD"));
        Assert.StartsWith("Release api 0.1.0", _repository.Git("for-each-ref", "--format=%(contents)", "refs/tags/api-v0.1.0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_component_comes_from_the_environment_as_in_the_command()
    {
        _repository.Fixture.Root.Write("plimsoll.yml", "components: { api: { paths: [api/**] } }\n");
        _repository.Git("add", "plimsoll.yml");
        _repository.Commit("fix: the api", "api/app.txt");
        _repository.Fixture.Environment["PLIMSOLL_COMPONENT"] = "api";

        var result = await RunAsync("CutRelease");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Equal("api-v0.1.0", _repository.Git("tag", "--points-at", "HEAD"));
    }

    [Fact]
    public async Task The_tag_is_pushed_where_that_is_asked()
    {
        _repository.Commit("feat: more");

        var result = await RunAsync("CutRelease", "--push");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Contains("Tag v2.2.0 was pushed to origin.", result.Output, StringComparison.Ordinal);
        Assert.Equal("v2.1.0\nv2.2.0", _repository.RemoteTags);
    }

    [Fact]
    public async Task A_release_that_somebody_else_has_pushed_is_fetched_first()
    {
        _repository.Commit("feat: more");
        _repository.Origin.Commit("feat: theirs", "theirs.txt");
        _repository.Origin.Tag("v2.2.0", annotated: true);

        var result = await RunAsync("CutRelease", "--push");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("v2.2.0", result.Output, StringComparison.Ordinal);
        Assert.Contains("git fetch --tags", result.Output, StringComparison.Ordinal);
        Assert.Equal("v2.1.0", _repository.Git("tag"));
    }

    [Fact]
    public async Task A_release_that_somebody_else_pushes_meanwhile_is_not_replaced_and_none_stays_here()
    {
        _repository.Commit("feat: more");

        // A remote that is read in one place and written in another shows the release to whoever pushes, not to who asks before.
        using var written = _repository.Origin.Clone();
        written.Commit("feat: theirs", "theirs.txt");
        written.Tag("v2.2.0", annotated: true);
        var theirs = written.Run("rev-parse", "v2.2.0");
        _repository.Git("remote", "set-url", "--push", "origin", new Uri(written.Path).AbsoluteUri);

        var result = await RunAsync("CutRelease", "--push");

        Assert.Equal(ExitCode.TagConflict, result.ExitCode);
        Assert.Contains("origin already has a tag v2.2.0", result.Output, StringComparison.Ordinal);
        Assert.Equal(theirs, written.Run("rev-parse", "v2.2.0"));
        Assert.Equal("v2.1.0", _repository.Git("tag"));
    }

    [Fact]
    public async Task A_remote_that_is_not_there_leaves_the_tag_and_the_way_on()
    {
        _repository.Commit("feat: more");
        _repository.Git("remote", "set-url", "origin", _repository.Fixture.Root["nowhere"]);

        var result = await RunAsync("CutRelease", "--push");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("git failed to push the tag v2.2.0 to origin", result.Output, StringComparison.Ordinal);
        Assert.Contains("git push origin v2.2.0", result.Output, StringComparison.Ordinal);
        Assert.Equal("v2.2.0", _repository.Git("tag", "--points-at", "HEAD"));
    }

    [Fact]
    public async Task A_dry_run_tells_the_version_and_tags_nothing()
    {
        _repository.Commit("feat: more");

        var result = await RunAsync("CutRelease", "--dry-run");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Contains("would be tagged v2.2.0", result.Output, StringComparison.Ordinal);
        Assert.Equal("v2.1.0", _repository.Git("tag"));
    }

    [Fact]
    public async Task A_commit_is_not_released_twice()
    {
        var result = await RunAsync("CutRelease", "--bump", "minor");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("HEAD is already released: tag v2.1.0 points to", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_in_the_working_tree_are_refused_unless_allowed()
    {
        _repository.Commit("feat: more");
        _repository.Fixture.Root.Write("app.txt", "changed");

        var result = await RunAsync("CutRelease");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("the working tree has changes: app.txt", result.Output, StringComparison.Ordinal);
        Assert.Contains("(--allow-dirty)", result.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync("CutRelease", "--allow-dirty")).ExitCode);
    }

    [Fact]
    public async Task A_release_that_no_commit_requires_is_made_by_a_parameter()
    {
        _repository.Commit("chore: tidy up");

        var result = await RunAsync("CutRelease");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("(--bump)", result.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await RunAsync("CutRelease", "--bump", "patch")).ExitCode);
    }

    [Fact]
    public async Task A_text_that_is_no_version_is_refused() =>
        Assert.Contains("'two' is not a semantic version", (await RunAsync("CutRelease", "--next-version", "two")).Output, StringComparison.Ordinal);

    private Task<BuildResult> RunAsync(params string[] arguments) => _repository.Fixture.RunAsync<Releasing>(arguments);

    private sealed class Releasing : PlimsollBuild, ICutRelease;
}
