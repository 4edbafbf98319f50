using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class CommitHistoryTests
{
    [Fact]
    public void Walks_from_head_to_the_root_newest_first()
    {
        using var repository = GitRepository.Init();
        var ids = Enumerable.Range(0, 5).Select(i => repository.Commit($"{i}")).Reverse().ToList();

        var walk = repository.Read().History.Walk().ToList();

        Assert.Equal(ids, walk.Select(commit => commit.Id));
        Assert.Equal([ids[1]], walk[0].ParentIds);
        Assert.Empty(walk[^1].ParentIds);
    }

    [Fact]
    public void An_object_leads_to_the_commit_that_it_names()
    {
        using var repository = GitRepository.Init();
        var id = repository.Commit("First", "app.txt");
        repository.Tag("v1.0.0", annotated: true);
        repository.Tag("nested", annotated: true, target: "v1.0.0");
        var history = repository.Read().History;

        Assert.Equal(
            [id, id, id, null, null, null],
            new[] { id, repository.Run("rev-parse", "v1.0.0"), repository.Run("rev-parse", "nested").ToUpperInvariant(), repository.Run("rev-parse", "HEAD:app.txt"), new string('1', 40), "v1.0.0" }
                .Select(history.FindCommit));
    }

    [Fact]
    public void Merges_are_walked_by_date_as_git_log_does_and_name_the_first_parent_first()
    {
        using var repository = GitRepository.Init();
        repository.Commit("Base", "base.txt");
        repository.Checkout("feature", create: true);
        repository.Commit("Feature 1", "f1.txt");
        repository.Checkout("main");
        var main = repository.Commit("Main 1", "m1.txt");
        repository.Checkout("feature");
        var feature = repository.Commit("Feature 2", "f2.txt");
        repository.Checkout("main");
        var merge = repository.Merge("feature");
        repository.Commit("Main 2", "m2.txt");

        var walk = repository.Read().History.Walk().ToList();

        Assert.Equal(repository.Run("log", "--date-order", "--format=%H").Split('\n'), walk.Select(commit => commit.Id));
        Assert.Equal([main, feature], walk.Single(commit => commit.Id == merge).ParentIds);
    }

    [Fact]
    public void Octopus_and_criss_cross_merges_give_each_commit_once()
    {
        using var repository = GitRepository.Init();
        repository.Commit("Base", "base.txt");
        foreach (var branch in new[] { "a", "b", "c" })
        {
            repository.Checkout("main");
            repository.Checkout(branch, create: true);
            repository.Commit(branch, $"{branch}.txt");
        }
        repository.Checkout("main");
        repository.Commit("Main", "main.txt");
        repository.Merge("a", "b", "c");
        repository.Checkout("a");
        repository.Merge("b");
        repository.Checkout("main");
        repository.Merge("a");

        var walk = repository.Read().History.Walk().Select(commit => commit.Id).ToList();

        Assert.Equal(walk.Distinct(), walk);
        Assert.Equal(repository.Run("rev-list", "HEAD").Split('\n').Order(), walk.Order());
    }

    [Fact]
    public void Commits_of_the_same_second_are_walked_the_same_way_each_time()
    {
        using var repository = GitRepository.Init();
        repository.Commit("Base", "base.txt");
        repository.Branch("feature");
        repository.Commit("Main", "m.txt", GitRepository.Start);
        repository.Checkout("feature");
        repository.Commit("Feature", "f.txt", GitRepository.Start);
        repository.Checkout("main");
        repository.Merge("feature");
        var history = repository.Read().History;

        var walk = history.Walk().Select(commit => commit.Id).ToList();

        Assert.Equal(walk, history.Walk().Select(commit => commit.Id));
        Assert.Equal([repository.Run("rev-parse", "HEAD^1"), repository.Run("rev-parse", "HEAD^2")], walk[1..3]);
    }

    [Fact]
    public void Nothing_is_read_beyond_what_is_taken()
    {
        using var repository = GitRepository.Init();
        var lost = repository.Commit("Lost");
        var ids = Enumerable.Range(0, 3).Select(i => repository.Commit($"{i}")).Reverse().ToList();
        var history = repository.Read().History;
        File.Delete(repository[$".git/objects/{lost[..2]}/{lost[2..]}"]);

        Assert.Equal(ids[..2], history.Walk().Take(2).Select(commit => commit.Id));
        Assert.Contains(lost, Reading.Refusal(() => history.Walk().ToList()).Message);
    }

    [Fact]
    public void Stays_at_the_commit_that_was_read_when_the_repository_moves_on()
    {
        using var repository = GitRepository.Init();
        var id = repository.Commit();
        var state = repository.Read();
        repository.Commit();
        repository.Tag("later");

        Assert.Equal([id], state.History.Walk().Select(commit => commit.Id));
        Assert.Empty(state.History.TagsByCommit);
    }

    [Fact]
    public void Two_walks_may_run_at_the_same_time()
    {
        using var repository = GitRepository.Init();
        for (var i = 0; i < 20; i++)
            repository.Commit($"{i}");
        var history = repository.Read().History;

        var pairs = history.Walk().Zip(history.Walk()).ToList();

        Assert.Equal(20, pairs.Count);
        Assert.All(pairs, pair => Assert.Equal(pair.First.Id, pair.Second.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Ends_where_a_shallow_clone_is_cut(int depth)
    {
        using var repository = GitRepository.Init();
        for (var i = 0; i < 5; i++)
            repository.Commit($"{i}");
        using var clone = repository.ShallowClone(depth);

        var state = clone.Read();

        Assert.True(state.IsShallow);
        Assert.Equal(depth, state.History.Walk().Count());
        Assert.Empty(state.History.Walk().Last().ParentIds);
    }

    [Fact]
    public void Ends_where_it_is_cut_in_a_worktree_of_a_shallow_clone_too()
    {
        using var repository = GitRepository.Init();
        for (var i = 0; i < 5; i++)
            repository.Commit($"{i}");
        using var clone = repository.ShallowClone(2);

        var state = Reading.Read(clone.Worktree("feature"));

        Assert.True(state.IsShallow);
        Assert.Equal(2, state.History.Walk().Count());
        Assert.Empty(state.History.Walk().Last().ParentIds);
    }
}
