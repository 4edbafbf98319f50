using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

/// <summary>What git shows instead of a repository's own commits.</summary>
public class ReplacedHistoryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Histories_that_git_replace_joins_are_one(bool isPacked)
    {
        using var repository = GitRepository.Init();
        var old = repository.Commit("Old", "old.txt");
        repository.Run("checkout", "--quiet", "--orphan", "new");
        var root = repository.Commit("New");
        var head = repository.Commit("Newer");
        repository.Run("replace", "--graft", root, old);
        if (isPacked)
            repository.Run("pack-refs", "--all");

        var history = repository.Read().History;

        Assert.Equal([head, root, old], history.Walk().Select(commit => commit.Id));
        using var graph = history.OpenGraph();
        Assert.Equal([old], graph.ParentsOf(root));
        Assert.Equal(repository.Run("log", "--format=%H").Split('\n'), history.Walk().Select(commit => commit.Id));
    }

    [Fact]
    public void Grafts_give_commits_other_parents()
    {
        using var repository = GitRepository.Init();
        var old = repository.Commit("Old");
        var left = repository.Commit("Left out");
        var head = repository.Commit("Head");
        Directory.CreateDirectory(repository[".git/info"]);
        repository.Write(".git/info/grafts", $"{head} {old}\n");

        var history = repository.Read().History;

        Assert.Equal([head, old], history.Walk().Select(commit => commit.Id));
        using var graph = history.OpenGraph();
        Assert.Equal([old], graph.ParentsOf(head));
        Assert.Equal([old], graph.ParentsOf(left));
    }

    [Fact]
    public void Replaced_contents_are_read_and_the_id_stays()
    {
        using var repository = GitRepository.Init();
        var head = repository.Commit("Wrong");
        var other = repository.RunWithInput("Right", "commit-tree", "HEAD^{tree}");
        repository.Run("replace", head, other);

        var state = repository.Read();

        Assert.Equal((head, "Right"), (state.Head.Id, state.Head.Message.TrimEnd('\n')));
        Assert.Equal("Right", Assert.Single(state.History.Read([head])).Message.TrimEnd('\n'));
    }

    [Theory]
    [InlineData("variable")]
    [InlineData("configuration")]
    public void Replacements_can_be_switched_off(string how)
    {
        using var repository = GitRepository.Init();
        var head = repository.Commit("Own");
        repository.Run("replace", head, repository.RunWithInput("Other", "commit-tree", "HEAD^{tree}"));
        if (how == "configuration")
            repository.Run("config", "core.useReplaceRefs", "false");

        var state = how == "variable" ? Reading.Read(repository.Path, ("GIT_NO_REPLACE_OBJECTS", "1")) : repository.Read();

        Assert.Equal("Own", state.Head.Message.TrimEnd('\n'));
    }

    [Fact]
    public void Replacements_may_be_kept_elsewhere()
    {
        using var repository = GitRepository.Init();
        var head = repository.Commit("Own");
        repository.Run("update-ref", $"refs/others/{head}", repository.RunWithInput("Other", "commit-tree", "HEAD^{tree}"));

        Assert.Equal("Own", repository.Read().Head.Message.TrimEnd('\n'));
        Assert.Equal("Other", Reading.Read(repository.Path, ("GIT_REPLACE_REF_BASE", "refs/others")).Head.Message.TrimEnd('\n'));
    }

    [Fact]
    public void Paths_are_compared_with_the_parents_that_are_shown()
    {
        using var repository = GitRepository.Init();
        var old = repository.Commit("Old", "src/a.txt");
        var tree = repository.Run("rev-parse", "HEAD^{tree}");
        repository.Run("checkout", "--quiet", "--orphan", "new");
        var root = repository.Commit("New");
        Assert.Equal(tree, repository.Run("rev-parse", "HEAD^{tree}"));
        Assert.Equal([root], Touching());

        repository.Run("replace", "--graft", root, old);

        Assert.Equal([old], Touching());

        IEnumerable<string> Touching()
        {
            var history = repository.Read().History;
            return history.Touching(history.Walk().ToList(), Plimsoll.Tags.Context.PathFilter.Parse(["src/**"], ""));
        }
    }
}
