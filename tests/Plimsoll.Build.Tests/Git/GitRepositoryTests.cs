using Plimsoll.Build.Tools;
using Plimsoll.Publishing;
using TestRepository = Plimsoll.Testing.GitRepository;

namespace Plimsoll.Build.Tests.Git;

/// <summary>The repository of a build, as its targets see it.</summary>
public sealed class GitRepositoryTests : IDisposable
{
    private readonly BuildFixture _fixture = new();
    private readonly TestRepository _other = TestRepository.Init();

    public void Dispose()
    {
        _fixture.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task A_branch_that_follows_a_remote_is_read_with_tags_and_urls()
    {
        Init();
        Git("tag", "v1.0.0");
        Git("tag", "--annotate", "--message", "x", "stable");
        Git("remote", "add", "origin", "git@github.com:acme/other.git");
        Git("remote", "add", "upstream", "https://user:secret@github.com/acme/app.git");
        Git("config", "column.ui", "always");
        Git("config", "branch.main.remote", "upstream");
        Git("config", "branch.main.merge", "refs/heads/trunk");

        var commit = Git("rev-parse", "HEAD");
        Assert.Equal(
            $"branch main; head refs/heads/main; commit {commit}; tags stable v1.0.0; root ; remote upstream trunk; "
            + "Https github.com acme/app https://github.com/acme/app.git git@github.com:acme/app.git; https://github.com/acme/app; main, main or master; acme app",
            await ShowAsync());
    }

    [Fact]
    public async Task A_repository_without_a_remote_and_one_without_a_commit_are_read()
    {
        Git("init", "--quiet", "--initial-branch", "develop");
        Assert.Equal($"branch develop; head refs/heads/develop; commit none; tags ; root ; remote none none; none none none none none; {_fixture.RootPath}; develop; none", await ShowAsync());

        Git("commit", "--quiet", "--allow-empty", "--message", "x");
        Assert.StartsWith($"branch develop; head refs/heads/develop; commit {Git("rev-parse", "HEAD")}; tags ; root ; remote none none; none ", await ShowAsync());
    }

    [Theory]
    [InlineData("", "", "none")]
    [InlineData("GITHUB_ACTIONS=true", "GITHUB_REF=refs/heads/release/2.x", "release/2.x")]
    [InlineData("GITHUB_ACTIONS=true", "GITHUB_REF=refs/pull/7/merge", "refs/pull/7/merge")]
    [InlineData("GITHUB_ACTIONS=true", "GITHUB_REF=refs/tags/v1", "refs/tags/v1")]
    [InlineData("TF_BUILD=True", "BUILD_SOURCEBRANCH=refs/heads/main", "main")]
    [InlineData("GITLAB_CI=true", "CI_COMMIT_REF_NAME=feature/x", "feature/x")]
    [InlineData("JENKINS_URL=http://x", "GIT_BRANCH=origin/main", "main")]
    [InlineData("", "GITHUB_REF=refs/heads/main", "none")]
    public async Task At_a_detached_head_the_host_says_which_branch_it_builds(string marker, string variable, string branch)
    {
        Init();
        Git("checkout", "--quiet", "--detach");
        Set(marker);
        Set(variable);

        Assert.StartsWith($"branch {branch}; head {Git("rev-parse", "HEAD")}; ", await ShowAsync());
    }

    [Fact]
    public async Task What_is_checked_out_wins_over_what_the_host_says()
    {
        Init();
        Set("GITHUB_ACTIONS=true");
        Set("GITHUB_REF=refs/pull/7/merge");

        Assert.StartsWith("branch main; ", await ShowAsync());
    }

    [Fact]
    public async Task A_repository_elsewhere_is_not_what_the_host_builds()
    {
        _other.Commit();
        _other.Run("checkout", "--quiet", "--detach");
        Set("GITHUB_ACTIONS=true");
        Set("GITHUB_REF=refs/heads/main");
        Set($"OTHER={_other.Path}");

        Assert.Contains("branch none; root ", (await _fixture.RunAsync<Elsewhere>("Show")).Output);
    }

    [Fact]
    public async Task A_linked_working_tree_a_submodule_and_a_shallow_clone_are_read()
    {
        _other.Commit();
        _other.Tag("v1");
        _other.Commit();
        _other.Branch("side");
        var tree = _fixture.Root["tree"];
        _other.Run("worktree", "add", "--quiet", tree, "side");
        var shallow = _fixture.Root["shallow"];
        _other.RunIn(_fixture.Root.Path, "clone", "--quiet", "--depth", "1", "--branch", "side", new Uri(_other.Path).AbsoluteUri, shallow);
        Git("init", "--quiet", "--initial-branch", "main");
        Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", new Uri(_other.Path).AbsoluteUri, "sub");

        foreach (var (path, branch) in ((string, string)[])[(tree, "side"), (shallow, "side"), (_fixture.Root["sub"], "main")])
        {
            Set($"OTHER={path}");
            Assert.Contains($"branch {branch}; root {path}", (await _fixture.RunAsync<Elsewhere>("Show")).Output);
        }
    }

    [Fact]
    public async Task Without_a_repository_the_member_is_null_and_a_warning_says_why()
    {
        var result = await _fixture.RunAsync<Sample>("Null");

        Assert.Contains($"warning: Sample.GitRepository has no value: {_fixture.RootPath} is not in a git repository.", result.Output);
        Assert.Contains("it is null: True", result.Output);
        Assert.DoesNotContain("warning", (await _fixture.RunAsync<Unwarned>("Null")).Output);
        Assert.Contains("GitRepository is required, and has no value", (await _fixture.RunAsync<Demanding>("Null")).Error);
    }

    [Fact]
    public async Task A_component_reads_it_as_a_parameter()
    {
        Init();

        Assert.Contains("a component on main", (await _fixture.RunAsync<OfComponent>("Show")).Output);
    }

    [Fact]
    public async Task It_is_read_only_when_it_is_used()
    {
        Init();
        _fixture.Root.Write(".git/HEAD", "broken");

        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync<Sample>("Null")).ExitCode);
        var result = await _fixture.RunAsync<Sample>("Show");
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains($"Target Show failed: git cannot read the repository in {_fixture.RootPath}: fatal: ", result.Output);
    }

    [Fact]
    public async Task No_program_of_the_repository_runs_and_no_variable_leads_elsewhere()
    {
        Init();
        var marker = _fixture.Root["ran"];
        _fixture.Root.Write("monitor.sh", $"#!/bin/sh\ntouch '{marker}'\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_fixture.Root["monitor.sh"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Git("config", "core.fsmonitor", _fixture.Root["monitor.sh"]);
        Set($"GIT_DIR={_other.Path}/.git");

        Assert.StartsWith($"branch main; head refs/heads/main; commit {Git("rev-parse", "HEAD")}; ", await ShowAsync());
        Assert.False(File.Exists(marker));
    }

    [Fact]
    public async Task GitTasks_tell_what_is_checked_out_and_changed()
    {
        Init();
        _fixture.Root.Write(".gitignore", ".nuke/");
        Git("add", ".");
        Git("commit", "--quiet", "--message", "all");
        Assert.Contains($"main {Git("rev-parse", "HEAD")} detached: False clean: True", (await _fixture.RunAsync<Sample>("Tasks")).Output);

        Git("checkout", "--quiet", "--detach");
        _fixture.Root.Write("new.txt", "x");
        Assert.Contains("detached: True clean: False", (await _fixture.RunAsync<Sample>("Tasks")).Output);
    }

    [Fact]
    public void Urls_of_GitHub_are_made_of_the_remote_by_its_url()
    {
        var repository = GitRepository.FromUrl("git@github.com:acme/app.git", "main");

        Assert.Equal("https://github.com/acme/app/compare/1.0...2.0", repository.GetGitHubCompareTagsUrl("2.0", "1.0"));
        Assert.Equal("https://github.com/acme/app/compare/1.0...HEAD", repository.GetGitHubCompareTagToHeadUrl("1.0"));
        Assert.Equal("https://github.com/acme/app/commit/abc", repository.GetGitHubCommitUrl("abc"));
        Assert.Equal("https://raw.githubusercontent.com/acme/app/main/docs/a.md", repository.GetGitHubDownloadUrl("docs/a.md"));
        Assert.Equal("https://github.com/acme/app/tree/v1", repository.GetGitHubBrowseUrl(branch: "v1"));
        Assert.Equal("https://github.com/acme/app/blob/main/a.md", repository.GetGitHubBrowseUrl("a.md", itemType: GitHubItemType.File));
        Assert.Throws<BuildException>(() => repository.GetGitHubBrowseUrl("a.md"));
        Assert.Throws<BuildException>(() => GitRepository.FromUrl("https://gitlab.com/acme/app").GetGitHubOwner());
        Assert.Equal("release/1", repository.SetBranch("release/1").Branch);
        Assert.True(repository.SetBranch("Release/1").IsOnReleaseBranch());
        Assert.Equal(["acme", "app"], [repository.GetGitHubOwner(), repository.GetGitHubName()]);
        Assert.Throws<BuildException>(() => GitRepository.FromUrl("/srv/git"));
        Assert.Null(repository.Commit);
    }

    private void Init()
    {
        Git("init", "--quiet", "--initial-branch", "main");
        Git("commit", "--quiet", "--allow-empty", "--message", "x");
    }

    private string Git(params string[] arguments) => _other.RunIn(_fixture.Root.Path, arguments);

    private void Set(string variable)
    {
        if (variable.Split('=', 2) is [var name, var value])
            _fixture.Environment[name] = value;
    }

    private async Task<string> ShowAsync()
    {
        var result = await _fixture.RunAsync<Sample>("Show");
        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        return Assert.Single(result.Output.Split('\n'), line => line.StartsWith("branch ", StringComparison.Ordinal));
    }

    private sealed class Sample : PlimsollBuild
    {
        [GitRepository] readonly GitRepository GitRepository = null!;

        Target Null => _ => _.Executes(() => Log.Information($"it is null: {GitRepository is null}"));

        Target Show => _ => _.Executes(() =>
        {
            string Kinds() => string.Join(", ", new (string, bool)[]
            {
                ("main", GitRepository.IsOnMainBranch()), ("master", GitRepository.IsOnMasterBranch()), ("main or master", GitRepository.IsOnMainOrMasterBranch()),
                ("develop", GitRepository.IsOnDevelopBranch()), ("release", GitRepository.IsOnReleaseBranch()), ("hotfix", GitRepository.IsOnHotfixBranch()),
                ("feature", GitRepository.IsOnFeatureBranch()),
            }.Where(kind => kind.Item2).Select(kind => kind.Item1));

            static string Or(object? value) => value?.ToString() ?? "none";

            Log.Information(
                $"branch {Or(GitRepository.Branch)}; head {Or(GitRepository.Head)}; commit {Or(GitRepository.Commit)}; tags {string.Join(' ', GitRepository.Tags!)}; "
                + $"root {RootDirectory.GetRelativePathTo(GitRepository.LocalDirectory!)}; remote {Or(GitRepository.RemoteName)} {Or(GitRepository.RemoteBranch)}; "
                + $"{Or(GitRepository.Protocol)} {Or(GitRepository.Endpoint)} {Or(GitRepository.Identifier)} {Or(GitRepository.HttpsUrl)} {Or(GitRepository.SshUrl)}; "
                + $"{GitRepository}; {Kinds()}; {(GitRepository.IsGitHubRepository() ? $"{GitRepository.GetGitHubOwner()} {GitRepository.GetGitHubName()}" : "none")}");
        });

        Target Tasks => _ => _.Executes(() =>
            Log.Information($"{GitTasks.GitCurrentBranch()} {GitTasks.GitCurrentCommit()} detached: {GitTasks.GitIsDetached()} clean: {GitTasks.GitHasCleanWorkingCopy()}"));
    }

    private sealed class Unwarned : PlimsollBuild
    {
        [GitRepository, Optional] readonly GitRepository? GitRepository;

        Target Null => _ => _.Executes(() => Log.Information($"it is null: {GitRepository is null}"));
    }

    private sealed class Demanding : PlimsollBuild
    {
        [GitRepository, Required, Optional] readonly GitRepository? GitRepository;

        Target Null => _ => _.Executes(() => Log.Information($"it is null: {GitRepository is null}"));
    }

    public interface IHasRepository : IPlimsollBuild
    {
        [GitRepository, Required] GitRepository GitRepository => TryGetValue(() => GitRepository)!;

        Target Show => _ => _.Executes(() => Log.Information($"a component on {GitRepository.Branch}"));
    }

    private sealed class OfComponent : PlimsollBuild, IHasRepository;

    private sealed class Elsewhere : PlimsollBuild
    {
        Target Show => _ => _.Executes(() =>
        {
            var repository = GitRepository.FromLocalDirectory(AbsolutePath.Create(EnvironmentInfo.GetVariable("OTHER")!));
            Log.Information($"branch {repository.Branch ?? "none"}; root {repository.LocalDirectory}");
        });
    }
}
