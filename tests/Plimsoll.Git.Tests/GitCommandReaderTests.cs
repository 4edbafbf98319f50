using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

/// <summary>Repositories of a format that libgit2 does not know: of sha256 objects.</summary>
public class GitCommandReaderTests
{
    [Fact]
    public void A_sha256_repository_is_read_as_one_of_sha1()
    {
        using var repository = Init();
        var first = repository.Commit("First", "src/a.txt");
        repository.Tag("light");
        repository.Tag("v1.0.0", annotated: true);
        repository.Tag("nested", annotated: true, target: "v1.0.0");
        repository.Tag("tree", target: repository.Run("rev-parse", "HEAD^{tree}"));
        var head = repository.Commit("Second", "docs/b.md");
        repository.Tag("v1.1.0", annotated: true);

        var state = repository.Read();

        Assert.Equal((head, repository.Run("rev-parse", "--short=7", "HEAD"), "Second\n"), (state.Head.Id, state.Head.AbbreviatedId, state.Head.Message));
        Assert.Equal(("main", "main", repository.Path), (state.Branch, state.DefaultBranch, state.Root));
        Assert.Equal(["v1.1.0"], state.TagsAtHead);
        Assert.Equal(["light", "nested", "v1.0.0", "v1.1.0"], state.Tags);
        Assert.Equal([head, first], state.History.Walk().Select(commit => commit.Id));
        Assert.Equal(["Second\n", "First\n"], state.History.Read([head, first]).Select(commit => commit.Message));
        Assert.Equal([first], state.History.Touching(state.History.Walk().ToList(), PathFilter.Parse(["src/**"])));
        Assert.Equal((first, null), (state.History.FindCommit(repository.Run("rev-parse", "nested")), state.History.FindCommit("HEAD")));
        using var graph = state.History.OpenGraph();
        Assert.Equal([first], graph.ParentsOf(head));
    }

    [Fact]
    public void Its_changes_are_told()
    {
        using var repository = Init();
        repository.Commit("First", "a.txt");
        repository.Write("untracked.txt", "x");
        Assert.Empty(repository.Read().ChangedFiles);

        repository.Write("a.txt", "other\n");

        Assert.Equal(["a.txt"], repository.Read().ChangedFiles);
        var reader = new GitRepositoryReader(Reading.Given());
        var hash = reader.HashOfChanges(repository.Path);
        repository.Write("a.txt", "another\n");
        Assert.NotEqual(hash, reader.HashOfChanges(repository.Path));
    }

    [Fact]
    public void Its_clone_knows_the_remote()
    {
        using var source = GitRepository.Init("trunk", "--object-format=sha256");
        source.Commit("First", "a.txt");
        using var clone = source.Clone("--origin", "upstream", "--no-tags");
        using var bare = source.Clone("--bare");
        clone.Checkout(clone.Head);

        var state = clone.Read();

        Assert.Equal(("upstream", "trunk", null, false), (state.RemoteName, state.DefaultBranch, state.Branch, state.IsBare));
        Assert.Equal(source.Path, new Uri(state.RemoteUrl!).LocalPath);
        Assert.Contains("--no-tags", state.MissingTagsReason, StringComparison.Ordinal);
        Assert.True(bare.Read().IsBare);
        Assert.Equal(clone.Path, Reading.Read(clone[".git"]).Root);
    }

    [Fact]
    public void Its_replaced_history_is_read()
    {
        using var repository = Init();
        var old = repository.Commit("Old");
        repository.Run("checkout", "--quiet", "--orphan", "new");
        var root = repository.Commit("New");
        repository.Run("replace", "--graft", root, old);

        Assert.Equal([root, old], repository.Read().History.Walk().Select(commit => commit.Id));
    }

    [Fact]
    public void Without_a_commit_it_is_refused()
    {
        using var repository = Init();

        Assert.Contains("branch 'main' has no commits yet", Reading.Refusal(() => repository.Read()).Message);
    }

    [Fact]
    public void A_shallow_clone_of_it_ends_where_it_is_cut()
    {
        using var repository = Init();
        repository.Commit("First");
        var head = repository.Commit("Second");
        using var clone = repository.ShallowClone();

        var state = clone.Read();

        Assert.True(state.IsShallow);
        Assert.Equal([head], state.History.Walk().Select(commit => commit.Id));
    }

    private static GitRepository Init() => GitRepository.Init("main", "--object-format=sha256");
}
