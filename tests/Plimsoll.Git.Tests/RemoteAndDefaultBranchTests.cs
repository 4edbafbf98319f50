using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class RemoteAndDefaultBranchTests
{
    [Theory]
    [InlineData("https://github.com/acme/app.git", "https://github.com/acme/app.git")]
    [InlineData("https://user:secret@github.com/acme/app.git", "https://github.com/acme/app.git")]
    [InlineData("https://secret@github.com/acme/app.git", "https://github.com/acme/app.git")]
    [InlineData("https://user:se@cret@github.com:8443/acme/app.git", "https://github.com:8443/acme/app.git")]
    [InlineData("https://:secret@github.com/acme/app", "https://github.com/acme/app")]
    [InlineData("https://acme@dev.azure.com/acme/app/_git/app", "https://dev.azure.com/acme/app/_git/app")]
    [InlineData("https://git.example.com/app.git?private_token=secret#secret", "https://git.example.com/app.git")]
    [InlineData("https://git.example.com/@scope/app.git", "https://git.example.com/@scope/app.git")]
    [InlineData("ssh://git@github.com/acme/app.git", "ssh://git@github.com/acme/app.git")]
    [InlineData("ssh://git:secret@github.com:22/acme/app.git", "ssh://git@github.com:22/acme/app.git")]
    [InlineData("git+ssh://git:secret@github.com/acme/app.git", "git+ssh://git@github.com/acme/app.git")]
    [InlineData("git@github.com:acme/app.git", "git@github.com:acme/app.git")]
    [InlineData("/srv/git/app.git", "/srv/git/app.git")]
    [InlineData("file:///srv/git/app.git", "file:///srv/git/app.git")]
    public void The_remote_is_told_without_credentials(string url, string expected)
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        repository.Run("remote", "add", "upstream", "https://example.com/upstream");
        repository.Run("remote", "add", "origin", url);

        Assert.Equal(expected, repository.Read().RemoteUrl);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://example.com/a", "a")]
    [InlineData(null, "a", "b")]
    [InlineData("https://example.com/origin", "a", "origin")]
    public void The_only_remote_stands_in_for_origin(string? expected, params string[] remotes)
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        foreach (var name in remotes)
            repository.Run("remote", "add", name, $"https://example.com/{name}");

        Assert.Equal(expected, repository.Read().RemoteUrl);
    }

    [Fact]
    public void Of_several_remotes_that_counts_which_the_branch_follows_or_whose_head_is_known()
    {
        using var source = GitRepository.Init("trunk");
        source.Commit();
        using var clone = source.Clone("--origin", "upstream");
        clone.Run("remote", "add", "fork", "https://example.com/fork");

        var following = clone.Read();
        clone.Run("config", "branch.trunk.remote", "fork");
        var changed = clone.Read();
        clone.Checkout(clone.Head);
        var detached = clone.Read();

        Assert.Equal((source.Path, "trunk", "upstream/HEAD points to it"), (new Uri(following.RemoteUrl!).LocalPath, following.DefaultBranch, following.DefaultBranchReason));
        Assert.Equal(("fork", "https://example.com/fork"), (changed.RemoteName, changed.RemoteUrl));
        Assert.Equal((source.Path, "trunk"), (new Uri(detached.RemoteUrl!).LocalPath, detached.DefaultBranch));
    }

    [Fact]
    public void Every_remote_has_a_default_branch_of_its_own()
    {
        using var source = GitRepository.Init("trunk");
        source.Commit();
        using var clone = source.Clone("--origin", "upstream");
        clone.Run("remote", "add", "fork", "https://example.com/fork");

        Assert.Equal([("fork", null), ("upstream", "trunk")], clone.Read().Remotes.Select(remote => (remote.Name, remote.DefaultBranch)));
    }

    [Fact]
    public void The_remotes_head_names_the_default_branch()
    {
        using var repository = GitRepository.Init("trunk");
        repository.Commit();
        using var clone = repository.Clone();
        clone.Checkout("main", create: true);

        var state = clone.Read();

        Assert.Equal("trunk", state.DefaultBranch);
        Assert.Equal("origin/HEAD points to it", state.DefaultBranchReason);
        Assert.StartsWith("file://", state.RemoteUrl);
    }

    [Theory]
    [InlineData("main", "main")]
    [InlineData("master", "master")]
    [InlineData("trunk", null)]
    public void Without_the_remotes_head_the_usual_names_are_tried(string branch, string? expected)
    {
        using var repository = GitRepository.Init(branch);
        repository.Commit();

        var state = repository.Read();

        Assert.Equal(expected, state.DefaultBranch);
        Assert.Contains(expected ?? "no branch 'main' or 'master'", state.DefaultBranchReason);
    }

    [Fact]
    public void What_a_ci_host_checks_out_has_the_remotes_branch_only()
    {
        using var repository = GitRepository.Init("master");
        repository.Commit();
        using var clone = repository.Clone();
        clone.Run("remote", "set-head", "origin", "--delete");
        clone.Run("checkout", "--quiet", "--detach");
        clone.Run("branch", "--quiet", "--delete", "--force", "master");

        var state = clone.Read();

        Assert.Equal("master", state.DefaultBranch);
        Assert.Contains("'origin/master' exists", state.DefaultBranchReason);
        Assert.Null(state.Branch);
    }

    [Fact]
    public void A_remote_head_left_behind_by_a_renamed_branch_is_not_believed()
    {
        using var repository = GitRepository.Init("master");
        repository.Commit();
        using var clone = repository.Clone();
        clone.Run("branch", "--move", "main");
        clone.Run("update-ref", "-d", "refs/remotes/origin/master");

        Assert.Equal("main", clone.Read().DefaultBranch);
    }
}
