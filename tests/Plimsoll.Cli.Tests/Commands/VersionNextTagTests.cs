using System.Text.Json;
using Plimsoll.Publishing;
using Plimsoll.Testing;

namespace Plimsoll.Cli.Tests.Commands;

/// <summary><c>plimsoll version next --tag</c>, with the real git and an environment that is the test's own.</summary>
public sealed class VersionNextTagTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();
    private readonly TempDirectory _home = new();
    private readonly CommandWorld _world;

    public VersionNextTagTests()
    {
        _repository.Commit("Start", "app.txt");
        _repository.Tag("v1.2.0");
        _repository.Commit("feat: x", "app.txt");
        _world = WorldOf(_repository);
    }

    public void Dispose()
    {
        _repository.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task The_tag_is_annotated_and_lists_the_commits()
    {
        var docs = _repository.Commit("docs: #5 ##vso[x]");

        var result = await _world.SucceedAsync("version", "next", "--tag");

        Assert.Equal(["1.3.0"], result.Lines);
        Assert.Contains("git push origin v1.3.0", result.Error, StringComparison.Ordinal);
        Assert.Equal("tag", _repository.Run("cat-file", "-t", "v1.3.0"));
        Assert.Equal(docs, _repository.Run("rev-parse", "v1.3.0^{commit}"));
        Assert.Equal("Tess Tagger <tess@example.com>", _repository.Run("for-each-ref", "--format=%(taggername) %(taggeremail)", "refs/tags/v1.3.0"));
        Assert.Equal(
            $"Release 1.3.0\n\n- docs: #5 #\\#vso[x] ({docs[..7]})\n- feat: x ({_repository.Run("rev-parse", "--short=7", "HEAD~1")})",
            _repository.Run("for-each-ref", "--format=%(contents)", "refs/tags/v1.3.0").TrimEnd('\n'));
        Assert.Empty(Directory.EnumerateFiles(_repository[".git"], "PLIMSOLL*"));
    }

    [Fact]
    public async Task The_push_names_the_remote_that_there_is()
    {
        _repository.Run("remote", "add", "upstream", "https://example.com/app");

        Assert.Contains("git push upstream v1.3.0", (await _world.SucceedAsync("version", "next", "--tag")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_given_message_stays_as_it_is()
    {
        await _world.SucceedAsync("version", "next", "--tag", "--message", "One\n\n# no comment\n-dashed");

        Assert.Equal("One\n\n# no comment\n-dashed", _repository.Run("for-each-ref", "--format=%(contents)", "refs/tags/v1.3.0").TrimEnd('\n'));
    }

    [Fact]
    public async Task Json_tells_that_the_tag_was_made()
    {
        var result = await _world.SucceedAsync("version", "next", "2.0.0-beta.1", "--tag", "--output", "json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(("v2.0.0-beta.1", true), (json.RootElement.GetProperty("tagName").GetString(), json.RootElement.GetProperty("isTagged").GetBoolean()));
        Assert.Equal(_repository.Head, _repository.Run("rev-parse", "v2.0.0-beta.1^{commit}"));
    }

    [Fact]
    public async Task A_commit_is_not_released_twice()
    {
        await _world.SucceedAsync("version", "next", "--tag");

        foreach (var arguments in new string[][] { [], ["--bump", "patch"], ["2.0.0"], ["--pre", "rc"] })
            Assert.Contains("tag v1.3.0 points to", await _world.FailAsync(ExitCode.Usage, ["version", "next", "--tag", .. arguments]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prerelease_becomes_the_release_at_the_same_commit()
    {
        await _world.SucceedAsync("version", "next", "--pre", "rc", "--tag");
        Assert.Contains("tag v1.3.0-rc.1 points to", await _world.FailAsync(ExitCode.Usage, "version", "next", "--pre", "rc", "--tag"), StringComparison.Ordinal);

        await _world.SucceedAsync("version", "next", "--tag");

        Assert.Equal(["v1.3.0", "v1.3.0-rc.1"], _repository.Run("tag", "--points-at", "HEAD").Split('\n'));
    }

    [Fact]
    public async Task Without_anything_to_release_nothing_is_tagged()
    {
        await _world.SucceedAsync("version", "next", "--tag");
        _repository.Commit("docs: y");

        Assert.Contains("no commit since v1.3.0", await _world.FailAsync(ExitCode.Usage, "version", "next", "--tag"), StringComparison.Ordinal);
        await _world.SucceedAsync("version", "next", "--tag", "--bump", "patch");
        Assert.Equal("v1.3.1", _repository.Run("tag", "--points-at", "HEAD"));
    }

    [Fact]
    public async Task Changes_in_the_working_tree_are_refused_unless_allowed()
    {
        _repository.Write("app.txt", "changed");

        Assert.Contains("app.txt", await _world.FailAsync(ExitCode.Usage, "version", "next", "--tag"), StringComparison.Ordinal);
        await _world.SucceedAsync("version", "next", "--tag", "--allow-dirty");
    }

    [Fact]
    public async Task A_tag_that_leads_to_no_commit_is_not_replaced()
    {
        var tree = _repository.Run("rev-parse", "HEAD^{tree}");
        _repository.Tag("v1.3.0", target: tree);

        Assert.Contains("already exists", await _world.FailAsync(ExitCode.TagConflict, "version", "next", "--tag"), StringComparison.Ordinal);
        Assert.Equal(tree, _repository.Run("rev-parse", "v1.3.0"));
    }

    [Fact]
    public async Task Without_an_identity_git_says_what_it_needs()
    {
        _repository.Run("config", "user.useConfigOnly", "true");
        _world.Environment.Remove("GIT_COMMITTER_NAME");
        _world.Environment.Remove("GIT_COMMITTER_EMAIL");

        var error = await _world.FailAsync(ExitCode.Usage, "version", "next", "--tag");

        Assert.Contains("auto-detection is disabled", error, StringComparison.Ordinal);
        Assert.Contains("git config user.name", error, StringComparison.Ordinal);
        Assert.Equal("v1.2.0", _repository.Run("tag"));
    }

    [Fact]
    public async Task Without_git_on_the_path_nothing_is_tagged()
    {
        _world.Environment.Remove("PATH");

        Assert.Contains("git is not on PATH", await _world.FailAsync(ExitCode.Usage, "version", "next", "--tag"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_git_does_not_take_is_refused_in_its_words() =>
        Assert.Contains("not a valid tag name", await _world.FailAsync(ExitCode.Usage, "version", "next", "--tag", "--tag-prefix", "a b~"), StringComparison.Ordinal);

    [Fact]
    public async Task A_prefix_like_an_option_is_none() =>
        Assert.Contains("not a valid tag name", await _world.FailAsync(ExitCode.Usage, "version", "next", "--tag", "--tag-prefix=--delete"), StringComparison.Ordinal);

    [Fact]
    public async Task A_hook_may_refuse_the_tag()
    {
        if (OperatingSystem.IsWindows())
            return;
        var hook = _repository.Write(".git/hooks/reference-transaction", "#!/bin/sh\necho not today >&2\nexit 1\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Contains("not today", await _world.FailAsync(ExitCode.Usage, "version", "next", "--tag"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_linked_worktree_is_tagged_at_its_own_head()
    {
        var worktree = _repository.Worktree("feature");
        _repository.Commit("feat!: only on main");
        var world = WorldOf(worktree);

        Assert.Equal(["1.3.0"], (await world.SucceedAsync("version", "next", "--tag")).Lines);
        Assert.Equal(_repository.Run("rev-parse", "feature"), _repository.Run("rev-parse", "v1.3.0^{commit}"));
    }

    [Fact]
    public async Task A_signed_tag_can_be_verified()
    {
        if (!await MakeKeyAsync())
        {
            // Without ssh-keygen git cannot sign either, and says so.
            _repository.Run("config", "gpg.format", "ssh");
            _repository.Run("config", "user.signingKey", _home["key"]);
            Assert.Contains("user.signingKey", await _world.FailAsync(ExitCode.Usage, "version", "next", "--tag", "--sign"), StringComparison.Ordinal);
            return;
        }

        await _world.SucceedAsync("version", "next", "--tag", "--sign");

        Assert.Contains("-----BEGIN SSH SIGNATURE-----", _repository.Run("cat-file", "-p", "v1.3.0"), StringComparison.Ordinal);
        _repository.Run("config", "gpg.ssh.allowedSignersFile", _home.Write("signers", $"tess@example.com {File.ReadAllText(_home["key.pub"])}"));
        _repository.Run("verify-tag", "v1.3.0");
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_an_error_in_the_words_of_git()
    {
        _repository.Run("config", "gpg.format", "ssh");
        _repository.Run("config", "user.signingKey", _home["missing"]);

        var error = await _world.FailAsync(ExitCode.Usage, "version", "next", "--tag", "--sign");

        Assert.Contains("user.signingKey", error, StringComparison.Ordinal);
        Assert.Contains("v1.3.0", error, StringComparison.Ordinal);
        Assert.Equal("v1.2.0", _repository.Run("tag"));
    }

    private async Task<bool> MakeKeyAsync()
    {
        try
        {
            await CliWrap.Cli.Wrap("ssh-keygen").WithArguments(["-q", "-t", "ed25519", "-N", "", "-C", "tess", "-f", _home["key"]]).ExecuteAsync();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }

        _repository.Run("config", "gpg.format", "ssh");
        _repository.Run("config", "user.signingKey", _home["key"]);
        return true;
    }

    private CommandWorld WorldOf(GitRepository repository) => WorldOf(repository.Path);

    private CommandWorld WorldOf(string directory)
    {
        var world = new CommandWorld(directory);
        world.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        world.Environment["HOME"] = _home.Path;
        world.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        world.Environment["GIT_COMMITTER_NAME"] = "Tess Tagger";
        world.Environment["GIT_COMMITTER_EMAIL"] = "tess@example.com";
        return world;
    }
}
