using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class CommitGraphTests
{
    [Fact]
    public void The_libgit2_that_came_with_LibGit2Sharp_is_the_one_that_is_called()
    {
        using var repository = GitRepository.Init();
        repository.Commit();

        // Fails when LibGit2Sharp is updated: the name of its library changes then, and is to be written into NativeObjects.
        using var objects = NativeObjects.TryOpen(repository[".git/objects"]);
        Assert.NotNull(objects);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Parents_are_named_in_order(bool isNative)
    {
        using var repository = GitRepository.Init();
        var root = repository.Commit("Base", "base.txt");
        foreach (var branch in new[] { "a", "b" })
        {
            repository.Checkout("main");
            repository.Checkout(branch, create: true);
            repository.Commit(branch, $"{branch}.txt");
        }
        repository.Checkout("main");
        repository.Commit("Main", "main.txt");
        repository.Merge("b", "a");

        AssertSameAsGit(repository, isNative);
        repository.Run("gc", "--quiet");
        AssertSameAsGit(repository, isNative);
        Assert.Empty(Open(repository, isNative).ParentsOf(root));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_shallow_clone_has_no_parents_where_it_is_cut(bool isNative)
    {
        using var repository = GitRepository.Init();
        for (var i = 0; i < 5; i++)
            repository.Commit($"{i}");
        using var clone = repository.ShallowClone(2);

        using var graph = Open(clone, isNative);
        var parent = Assert.Single(graph.ParentsOf(graph.Head!));
        Assert.Empty(graph.ParentsOf(parent));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Objects_of_another_repository_are_found_where_they_are_borrowed(bool isNative)
    {
        using var repository = GitRepository.Init();
        var root = repository.Commit();
        repository.Commit();
        using var clone = repository.Clone("--shared");

        using var graph = Open(clone, isNative);
        Assert.Equal([root], graph.ParentsOf(graph.Head!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_missing_commit_is_an_error_that_names_it(bool isNative)
    {
        using var repository = GitRepository.Init();
        var lost = repository.Commit();
        repository.Commit();
        using var graph = Open(repository, isNative);
        File.Delete(repository[$".git/objects/{lost[..2]}/{lost[2..]}"]);

        Assert.Equal([lost], graph.ParentsOf(graph.Head!));
        Assert.Contains(lost, Reading.Refusal(() => graph.ParentsOf(lost)).Message);
    }

    [Fact]
    public void A_damaged_commit_is_an_error()
    {
        using var repository = GitRepository.Init();
        var id = repository.Commit();
        using var graph = Open(repository, isNative: true);
        var file = repository[$".git/objects/{id[..2]}/{id[2..]}"];
        File.SetAttributes(file, FileAttributes.Normal);
        File.WriteAllText(file, "no object");

        Assert.Contains("cannot be read", Reading.Refusal(() => graph.ParentsOf(id)).Message);
    }

    [Fact]
    public void A_commit_has_one_number_wherever_it_is_kept()
    {
        using var repository = GitRepository.Init();
        var root = repository.Commit("Base", "base.txt");
        var loose = repository.Commit("Next", "next.txt");
        repository.Run("repack", "-q", "-a", "-d");
        foreach (var name in new[] { "one", "two" })
            repository.RunWithInput($"{root}\n{(name == "one" ? "" : $"{loose}\n")}", "pack-objects", "-q", $".git/objects/pack/pack-{name}");
        var head = repository.Commit("Last", "last.txt");

        using var graph = Open(repository, isNative: true);
        var numbers = new[] { root, loose, head, "no-commit" }.Select(graph.NumberOf).ToList();

        Assert.Equal(numbers.Distinct(), numbers);
        Assert.Equal(numbers, new[] { root, loose, head, "no-commit" }.Select(graph.NumberOf));
        Assert.Equal([root, loose, head, "no-commit"], numbers.Select(graph.IdOf));
        Assert.Equal(numbers[1], graph.ParentsOf(numbers[2])[0]);
        Assert.Equal(numbers[0], graph.ParentsOf(numbers[1])[0]);
    }

    [Fact]
    public void A_history_opens_the_graph_of_its_own_head()
    {
        using var repository = GitRepository.Init();
        var id = repository.Commit();
        var history = repository.Read().History;
        repository.Commit();

        using var graph = history.OpenGraph();
        Assert.Equal(id, graph.Head);
    }

    private static CommitGraph Open(GitRepository repository, bool isNative) =>
        new CommitGraph(repository.Locate(), repository.Head, isNative);

    private static void AssertSameAsGit(GitRepository repository, bool isNative)
    {
        using var graph = Open(repository, isNative);
        foreach (var line in repository.Run("log", "--all", "--format=%H %P").Split('\n'))
        {
            var ids = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(ids[1..], graph.ParentsOf(ids[0]));
        }
    }
}
