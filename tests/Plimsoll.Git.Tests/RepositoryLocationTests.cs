using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class RepositoryLocationTests
{
    [Theory]
    [InlineData("")]
    [InlineData("src/deep")]
    [InlineData("src/deep/file.txt")]
    [InlineData(".git")]
    [InlineData(".git/refs/heads")]
    public void Found_from_anywhere_inside(string inside)
    {
        using var repository = GitRepository.Init();
        var id = repository.Commit("Deep", "src/deep/file.txt");

        var state = Reading.Read(repository[inside]);

        Assert.Equal(repository.Path, state.Root);
        Assert.Equal(id, state.Head.Id);
        Assert.False(state.IsBare);
        Assert.False(state.IsWorktree);
        Assert.False(state.IsSubmodule);
        Assert.False(state.IsShallow);
    }

    [Fact]
    public void A_bare_repository_is_its_own_root()
    {
        using var repository = GitRepository.Init();
        var id = repository.Commit("First", "a.txt");
        repository.Tag("v1.0.0", annotated: true);
        using var bare = repository.Clone("--bare");

        var state = Reading.Read(bare["refs"]);

        Assert.True(state.IsBare);
        Assert.Equal(bare.Path, state.Root);
        Assert.Equal(id, state.Head.Id);
        Assert.Equal("main", state.Branch);
        Assert.Equal(["v1.0.0"], state.TagsAtHead);
        Assert.False(state.IsDirty);
    }

    [Fact]
    public void A_linked_worktree_has_its_own_head_and_shares_the_tags()
    {
        using var repository = GitRepository.Init();
        repository.Commit("First", "a.txt");
        repository.Tag("v1.0.0", annotated: true);
        var worktree = repository.Worktree("feature");
        repository.Commit("Second", "b.txt");
        File.WriteAllText(Path.Combine(worktree, "a.txt"), "other\n");

        var state = Reading.Read(worktree);

        Assert.True(state.IsWorktree);
        Assert.False(state.IsSubmodule);
        Assert.False(state.IsBare);
        Assert.Equal(worktree, state.Root);
        Assert.Equal("feature", state.Branch);
        Assert.Equal(["v1.0.0"], state.TagsAtHead);
        Assert.Equal(["a.txt"], state.ChangedFiles);
        Assert.False(repository.Read().IsWorktree);
        Assert.False(repository.Read().IsDirty);
    }

    [Fact]
    public void A_worktree_of_a_bare_repository_is_not_bare()
    {
        using var source = GitRepository.Init();
        source.Commit("First", "a.txt");
        using var bare = source.Clone("--bare");

        var state = Reading.Read(bare.Worktree("feature"));

        Assert.True(state.IsWorktree);
        Assert.False(state.IsBare);
        Assert.Equal("feature", state.Branch);
        Assert.False(state.IsDirty);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a/b/c.txt")]
    [InlineData("")]
    public void A_link_leads_to_the_repository_that_its_target_is_in(string target)
    {
        using var repository = GitRepository.Init();
        repository.Commit("First", "a/b/c.txt");
        using var outside = new TempDirectory();
        var link = outside["link"];
        Directory.CreateSymbolicLink(link, repository[target]);

        Assert.Equal(repository.Head, Reading.Read(link).Head.Id);
    }

    [Fact]
    public void A_link_from_one_repository_into_another_leads_to_the_other()
    {
        using var repository = GitRepository.Init();
        repository.Commit("First", "a/b.txt");
        using var around = GitRepository.Init();
        around.Commit("Around");
        Directory.CreateSymbolicLink(around["link"], repository["a"]);

        Assert.Equal((repository.Head, repository.Path), (Reading.Read(around["link"]).Head.Id, Reading.Read(around["link"]).Root));
    }

    [Fact]
    public void Folders_above_a_ceiling_are_not_looked_at()
    {
        using var repository = GitRepository.Init();
        repository.Commit("First", "a/b/c.txt");
        using var outside = new TempDirectory();
        Directory.CreateSymbolicLink(outside["link"], repository["a"]);

        foreach (var ceilings in new[] { repository["a"], repository.Path, $"/nowhere:{repository["a"]}/", outside["link"] })
        {
            var refusal = Reading.Refusal(() => Reading.Read(repository["a/b"], ("GIT_CEILING_DIRECTORIES", ceilings)));
            Assert.Contains("GIT_CEILING_DIRECTORIES", refusal.Advice, StringComparison.Ordinal);
        }
        foreach (var ceilings in new[] { repository["a/b"], Path.GetDirectoryName(repository.Path)!, $":{outside["link"]}", "a", "" })
            Assert.Equal(repository.Head, Reading.Read(repository["a/b"], ("GIT_CEILING_DIRECTORIES", ceilings)).Head.Id);
    }

    [Fact]
    public void A_bare_repository_that_is_not_named_is_read_unless_the_user_forbids_that()
    {
        using var source = GitRepository.Init();
        source.Commit("First", "a.txt");
        using var bare = source.Clone("--bare");
        using var home = new TempDirectory();
        File.WriteAllText(home["config"], "[safe]\nbareRepository = explicit\n");
        var config = ("GIT_CONFIG_GLOBAL", home["config"]);

        Assert.True(Reading.Read(bare.Path).IsBare);
        Assert.Contains("safe.bareRepository", Reading.Refusal(() => Reading.Read(bare.Path, config)).Message, StringComparison.Ordinal);
        Assert.Contains("safe.bareRepository", Reading.Refusal(() => Reading.Read(bare.Path, ("GIT_CONFIG_COUNT", "1"), ("GIT_CONFIG_KEY_0", "safe.bareRepository"), ("GIT_CONFIG_VALUE_0", "explicit"))).Message, StringComparison.Ordinal);
        Assert.True(Reading.Read(bare.Path, config, ("GIT_DIR", bare.Path)).IsBare);
        Assert.Equal(source.Head, Reading.Read(source[".git"], config).Head.Id);

        // The repository's own word does not count.
        bare.Run("config", "safe.bareRepository", "explicit");
        Assert.True(Reading.Read(bare.Path).IsBare);
    }

    [Fact]
    public void A_worktree_is_where_its_git_file_is_though_the_link_back_is_stale()
    {
        using var repository = GitRepository.Init();
        repository.Commit("First", "a.txt");
        var worktree = repository.Worktree("feature");
        var moved = worktree + "-moved";
        Directory.Move(worktree, moved);

        var state = Reading.Read(moved);

        Assert.Equal(moved, state.Root);
        Assert.False(state.IsDirty);
    }

    [Fact]
    public void A_worktree_linked_by_relative_paths_is_read()
    {
        using var repository = GitRepository.Init();
        repository.Commit("First", "a.txt");
        var worktree = repository.Worktree("feature");
        File.WriteAllText(Path.Combine(worktree, ".git"), "gitdir: ../repository/.git/worktrees/worktree-1\n");
        repository.Write(".git/worktrees/worktree-1/gitdir", "../../../../worktree-1/.git\n");
        repository.Run("config", "core.repositoryFormatVersion", "1");
        repository.Run("config", "extensions.relativeWorktrees", "true");

        Assert.Equal("feature", Reading.Read(worktree).Branch);
        Assert.Equal("main", repository.Read().Branch);
    }

    [Fact]
    public void A_submodule_is_a_repository_of_its_own()
    {
        using var library = GitRepository.Init();
        var id = library.Commit("Library", "l.txt");
        using var repository = GitRepository.Init();
        repository.Submodule(library, "libs/library");
        repository.Commit("With submodule");

        var state = Reading.Read(repository["libs/library"]);

        Assert.True(state.IsSubmodule);
        Assert.False(state.IsWorktree);
        Assert.Equal(repository["libs/library"], state.Root);
        Assert.Equal(id, state.Head.Id);
        Assert.False(state.IsDirty);
        Assert.False(repository.Read().IsSubmodule);
    }

    [Fact]
    public void A_repository_kept_apart_is_no_submodule()
    {
        using var elsewhere = new TempDirectory();
        using var repository = GitRepository.Init("main", $"--separate-git-dir={elsewhere["apart.git"]}");
        repository.Commit("First", "a.txt");

        var state = repository.Read();

        Assert.False(state.IsSubmodule);
        Assert.Equal(repository.Path, state.Root);
        Assert.False(state.IsDirty);
    }

    [Fact]
    public void A_partial_clone_is_read()
    {
        using var repository = GitRepository.Init();
        repository.Commit("First", "a.txt");
        repository.Commit("Second", "a.txt");
        repository.Tag("v1.0.0", annotated: true);
        repository.Run("config", "uploadpack.allowFilter", "true");
        using var clone = repository.Clone("--filter=tree:0");

        var state = clone.Read();

        Assert.Equal(["v1.0.0"], state.TagsAtHead);
        Assert.Equal(2, state.History.Walk().Count());
        Assert.False(state.IsDirty);
    }

    [Fact]
    public void The_variables_of_git_say_where_repository_and_working_tree_are()
    {
        using var repository = GitRepository.Init();
        repository.Commit("First", "a.txt");
        using var elsewhere = new TempDirectory();
        elsewhere.Write("a.txt", "other\n");

        var byBoth = Reading.Read(elsewhere.Path, ("GIT_DIR", repository[".git"]), ("GIT_WORK_TREE", repository.Path));
        var byRepository = Reading.Read(elsewhere.Path, ("GIT_DIR", repository[".git"]));
        var byTree = Reading.Read(repository.Path, ("GIT_WORK_TREE", elsewhere.Path));
        var relative = Reading.Read(repository.Path, ("GIT_DIR", ".git"));

        Assert.Equal((repository.Path, false), (byBoth.Root, byBoth.IsDirty));
        Assert.Equal((elsewhere.Path, true), (byRepository.Root, byRepository.IsDirty));
        Assert.Equal((elsewhere.Path, true), (byTree.Root, byTree.IsDirty));
        Assert.Equal((repository.Path, false), (relative.Root, relative.IsDirty));
    }

    [Fact]
    public void A_bare_repository_may_be_named_by_variable()
    {
        using var repository = GitRepository.Init();
        repository.Commit("First", "a.txt");
        using var bare = repository.Clone("--bare");
        using var elsewhere = new TempDirectory();

        Assert.True(Reading.Read(elsewhere.Path, ("GIT_DIR", bare.Path)).IsBare);
    }
}
