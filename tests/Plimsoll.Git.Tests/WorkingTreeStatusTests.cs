using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class WorkingTreeStatusTests
{
    public static TheoryData<string, Action<GitRepository>> Changes => new()
    {
        { "unstaged", repository => repository.Write("a.txt", "other\n") },
        { "staged", repository => { repository.Write("a.txt", "other\n"); repository.Run("add", "a.txt"); } },
        { "staged and changed back", repository => { repository.Write("a.txt", "other\n"); repository.Run("add", "a.txt"); repository.Write("a.txt", "a.txt\n"); } },
        { "deleted", repository => File.Delete(repository["a.txt"]) },
        { "deleted from the index only", repository => repository.Run("rm", "--cached", "--quiet", "a.txt") },
        { "mode", repository => repository.Run("update-index", "--chmod=+x", "a.txt") },
        { "replaced by a symbolic link", repository => { File.Delete(repository["a.txt"]); File.CreateSymbolicLink(repository["a.txt"], "b.txt"); } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_changed_tracked_file_is_named(string change, Action<GitRepository> make)
    {
        using var repository = New();

        make(repository);

        Assert.True(repository.Read().IsDirty, change);
        Assert.Equal(["a.txt"], repository.Read().ChangedFiles);
        Assert.Equal(["a.txt"], repository.ReadWithoutGitCommand().ChangedFiles);
    }

    [Fact]
    public void A_new_file_counts_from_the_moment_it_is_staged()
    {
        using var repository = New();
        repository.Write("new ü.txt", "new\n");
        Assert.False(repository.Read().IsDirty);

        repository.Run("add", "new ü.txt");

        Assert.Equal(["new ü.txt"], repository.Read().ChangedFiles);
        Assert.Equal(["new ü.txt"], repository.ReadWithoutGitCommand().ChangedFiles);
    }

    [Fact]
    public void A_conflict_counts()
    {
        using var repository = New();
        repository.Checkout("other", create: true);
        repository.Commit("other", "a.txt");
        repository.Checkout("main");
        repository.Commit("main", "a.txt");
        Assert.Throws<InvalidOperationException>(() => repository.Merge("other"));

        Assert.Equal(["a.txt"], repository.Read().ChangedFiles);
    }

    [Fact]
    public void A_renamed_file_counts_with_both_names()
    {
        using var repository = New();
        repository.Run("mv", "a.txt", "z.txt");

        Assert.Equal(["a.txt", "z.txt"], repository.Read().ChangedFiles);
        Assert.Equal(["a.txt", "z.txt"], repository.ReadWithoutGitCommand().ChangedFiles);
    }

    [Fact]
    public void Untracked_and_ignored_files_and_touched_ones_do_not_count()
    {
        using var repository = New();
        repository.Commit("*.log", ".gitignore");
        repository.Write("build.log", "x");
        repository.Write("folder/new.txt", "x");
        File.SetLastWriteTimeUtc(repository["a.txt"], DateTime.UnixEpoch);

        Assert.Empty(repository.Read().ChangedFiles);
        Assert.Empty(repository.ReadWithoutGitCommand().ChangedFiles);
    }

    [Fact]
    public void At_most_ten_are_named()
    {
        using var repository = New();
        foreach (var i in Enumerable.Range(0, 30))
            repository.Write($"{i:00}.txt", "x");
        repository.Run("add", ".");

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i:00}.txt"), repository.Read().ChangedFiles);
    }

    [Fact]
    public void Reading_does_not_write_the_index()
    {
        using var repository = New();
        File.SetLastWriteTimeUtc(repository["a.txt"], DateTime.UnixEpoch);
        repository.Write("b.txt", "other\n");
        var before = File.ReadAllBytes(repository[".git/index"]);

        repository.Read();

        Assert.Equal(before, File.ReadAllBytes(repository[".git/index"]));
    }

    [Theory]
    [InlineData("core.autocrlf", "true", "# none")]
    [InlineData("core.eol", "crlf", "*.txt text")]
    [InlineData("core.eol", "lf", "*.txt text eol=crlf")]
    public void Line_endings_that_git_converted_are_no_change(string key, string value, string attributes)
    {
        using var repository = New();
        repository.Commit(attributes, ".gitattributes");
        repository.Run("config", key, value);
        File.Delete(repository["a.txt"]);
        repository.Run("checkout", "--quiet", "--", "a.txt");
        Assert.Equal("a.txt\r\n", File.ReadAllText(repository["a.txt"]));
        File.SetLastWriteTimeUtc(repository["a.txt"], DateTime.UnixEpoch);

        Assert.Empty(repository.ReadWithoutGitCommand().ChangedFiles);
        Assert.Empty(repository.Read().ChangedFiles);
    }

    [Fact]
    public void A_file_behind_an_external_filter_is_judged_by_git()
    {
        using var repository = New();
        repository.Run("config", "filter.upper.clean", "tr a-z A-Z");
        repository.Run("config", "filter.upper.smudge", "tr A-Z a-z");
        repository.Commit("*.up filter=upper", ".gitattributes");
        repository.Commit("shout", "text.up");
        File.SetLastWriteTimeUtc(repository["text.up"], DateTime.UnixEpoch);

        Assert.Empty(repository.Read().ChangedFiles);
        repository.Write("text.up", "other\n");
        Assert.Equal(["text.up"], repository.Read().ChangedFiles);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_split_index_is_read_by_the_git_command(bool isDirty)
    {
        using var repository = New();
        repository.Run("update-index", "--split-index");

        AssertReadByGit(repository, isDirty);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sparse_index_is_read_by_the_git_command(bool isDirty)
    {
        using var repository = New();
        repository.Commit("inside", "inside/i.txt");
        repository.Commit("outside", "outside/o.txt");
        repository.Run("sparse-checkout", "set", "--cone", "--sparse-index", "inside");
        Assert.False(Directory.Exists(repository["outside"]));

        AssertReadByGit(repository, isDirty);
    }

    [Fact]
    public void Files_outside_a_sparse_checkout_are_not_deleted()
    {
        using var repository = New();
        repository.Commit("outside", "outside/o.txt");
        repository.Run("sparse-checkout", "set", "--cone", "--no-sparse-index", "inside");

        Assert.Empty(repository.Read().ChangedFiles);
        Assert.Contains("sparse checkout", Reading.Refusal(() => repository.ReadWithoutGitCommand()).Message);
    }

    [Fact]
    public void A_program_named_in_the_configuration_is_not_started()
    {
        using var repository = New();
        var witness = repository["witness"];
        var hook = repository.Write("hook.sh", $"#!/bin/sh\ntouch '{witness}'\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        repository.Run("config", "core.fsmonitor", hook);
        repository.Write("a.txt", "other\n");

        Assert.Equal(["a.txt"], repository.Read().ChangedFiles);
        Assert.False(File.Exists(witness));
    }

    [Fact]
    public void A_submodule_at_another_commit_counts()
    {
        using var library = GitRepository.Init();
        library.Commit("Library", "l.txt");
        using var repository = New();
        repository.Submodule(library, "library");
        repository.Commit("With submodule");
        Assert.Empty(repository.Read().ChangedFiles);

        repository.RunIn(repository["library"], "commit", "--quiet", "--allow-empty", "--message", "Next");

        Assert.Equal(["library"], repository.Read().ChangedFiles);
    }

    [Fact]
    public void An_untracked_file_in_a_submodule_does_not_count()
    {
        using var library = GitRepository.Init();
        library.Commit("Library", "l.txt");
        using var repository = New();
        repository.Submodule(library, "library");
        repository.Commit("With submodule");

        repository.Write("library/untracked.txt", "x");

        Assert.Empty(repository.Read().ChangedFiles);
    }

    private static void AssertReadByGit(GitRepository repository, bool isDirty)
    {
        if (isDirty)
            repository.Write("a.txt", "other\n");

        Assert.Equal(isDirty ? ["a.txt"] : [], repository.Read().ChangedFiles);
        var refusal = Reading.Refusal(() => repository.ReadWithoutGitCommand());
        Assert.Contains("Cannot determine which files", refusal.Message);
        Assert.Contains("Install git", refusal.Advice);
    }

    private static GitRepository New()
    {
        var repository = GitRepository.Init();
        repository.Commit("a.txt", "a.txt");
        repository.Commit("b.txt", "b.txt");
        return repository;
    }
}
