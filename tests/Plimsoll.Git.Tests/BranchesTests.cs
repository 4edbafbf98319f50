using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class BranchesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_branches_of_clone_and_remote_are_known_with_the_commits_of_the_remote(bool isPacked)
    {
        using var origin = GitRepository.Init();
        var first = origin.Commit();
        origin.Branch("feature/x");
        var second = origin.Commit();
        using var clone = origin.Clone();
        clone.Branch("own");
        if (isPacked)
            clone.Run("pack-refs", "--all");

        var state = clone.Read();

        Assert.Equal(["feature/x", "main", "own"], state.Branches.Order(StringComparer.Ordinal));
        Assert.Equal(new Dictionary<string, string> { ["feature/x"] = first, ["main"] = second }, state.RemoteBranches);
    }

    [Fact]
    public void A_commit_that_is_only_on_another_branch_is_in_the_graph()
    {
        using var origin = GitRepository.Init();
        var first = origin.Commit();
        var second = origin.Commit();
        using var clone = origin.Clone();
        clone.Checkout(first);
        using var graph = clone.Read().History.OpenGraph();

        Assert.True(graph.Contains(second));
        Assert.Equal([first], graph.ParentsOf(second));
        Assert.False(graph.Contains(new string('1', 40)));
        Assert.True(CommitAncestry.IsAncestor(graph, first, second));
    }

    [Fact]
    public void Without_a_remote_there_are_only_the_branches_of_the_repository()
    {
        using var repository = GitRepository.Init();
        repository.Commit();

        Assert.Equal(["main"], repository.Read().Branches);
        Assert.Empty(repository.Read().RemoteBranches);
    }
}
