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

    /// <summary>Filters of the user's own configuration run; those of the repository's where that is asked for.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_behind_an_external_filter_is_judged_by_git(bool isOfTheUser)
    {
        using var repository = New();
        using var home = new TempDirectory();
        var variable = isOfTheUser ? ("GIT_CONFIG_GLOBAL", home["config"]) : ("PLIMSOLL_GIT_FILTERS", "true");
        repository.Run("config", "filter.upper.clean", "tr a-z A-Z");
        repository.Commit("*.up filter=upper", ".gitattributes");
        repository.Commit("shout", "text.up");
        if (isOfTheUser)
            File.Move(repository[".git/config"], home["config"]);
        File.SetLastWriteTimeUtc(repository["text.up"], DateTime.UnixEpoch);

        Assert.Empty(Reading.Read(repository.Path, variable).ChangedFiles);
        repository.Write("text.up", "other\n");
        Assert.Equal(["text.up"], Reading.Read(repository.Path, variable).ChangedFiles);
    }

    [Theory]
    [InlineData("clean")]
    [InlineData("process")]
    public void A_filter_of_the_repositorys_own_configuration_does_not_run_and_is_named(string kind)
    {
        using var repository = New();
        using var outside = new TempDirectory();
        repository.Commit("*.up filter=up.per", ".gitattributes");
        repository.Commit("shout", "text.up");
        File.WriteAllText(outside["included"], $"[filter \"up.per\"]\n{kind} = touch {outside["witness"]}; tr a-z A-Z\nrequired = true\n");
        repository.Run("config", "include.path", outside["included"]);
        repository.Write("text.up", "other\n");

        var state = repository.Read();

        Assert.False(File.Exists(outside["witness"]));
        Assert.Equal(["text.up"], state.ChangedFiles);
        Assert.Contains("text.up has the filter 'up.per', which was not run", state.DescribeChanges(), StringComparison.Ordinal);
        Assert.Contains("PLIMSOLL_GIT_FILTERS=true", state.ChangesNote, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_that_a_submodules_configuration_names_do_not_run()
    {
        using var library = GitRepository.Init();
        library.Commit("*.up filter=upper", ".gitattributes");
        library.Commit("shout", "text.up");
        using var repository = New();
        using var outside = new TempDirectory();
        repository.Submodule(library, "library");
        repository.Commit("With submodule");
        repository.RunIn(repository["library"], "config", "filter.upper.clean", $"touch {outside["witness"]}; cat");
        repository.RunIn(repository["library"], "config", "core.fsmonitor", $"touch {outside["witness"]}; false");
        repository.Write("library/text.up", "other\n");

        Assert.Equal(["library"], repository.Read().ChangedFiles);
        Assert.False(File.Exists(outside["witness"]));
    }

    [Theory]
    [InlineData("dirty", "")]
    [InlineData("all", "")]
    [InlineData("untracked", "library")]
    public void Changes_in_a_submodule_count_unless_they_are_ignored(string ignore, string changed)
    {
        using var library = GitRepository.Init();
        library.Commit("Library", "l.txt");
        using var repository = New();
        repository.Submodule(library, "library");
        repository.Run("config", "--file", ".gitmodules", "submodule.library.ignore", ignore);
        repository.Run("add", ".gitmodules");
        repository.Commit("With submodule");
        repository.Write("library/l.txt", "other\n");
        File.SetLastWriteTimeUtc(repository["a.txt"], DateTime.UnixEpoch);
        repository.Write("b.txt", "other\n");

        Assert.Equal(new[] { "b.txt", changed }.Where(name => name.Length > 0), repository.Read().ChangedFiles);
    }

    /// <summary>As in a container into which a checkout of the host's Git LFS is mounted; or where the filter is there and its program is not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_git_lfs_stores_is_compared_without_its_program(bool isConfigured)
    {
        const string Content = "large\n";
        using var repository = New();
        repository.Commit("*.bin filter=lfs", ".gitattributes");
        repository.Write("large.bin", $"version https://git-lfs.github.com/spec/v1\noid sha256:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("large\n"u8))}\nsize {Content.Length}\n");
        repository.Run("add", "large.bin");
        repository.Commit("With a pointer");
        if (isConfigured)
        {
            repository.Run("config", "filter.lfs.clean", "there-is-no-git-lfs clean -- %f");
            repository.Run("config", "filter.lfs.required", "true");
        }

        repository.Write("large.bin", Content);
        Assert.Empty(repository.Read().ChangedFiles);

        repository.Write("large.bin", "LARGE\n");
        var state = repository.Read();
        Assert.Equal(["large.bin"], state.ChangedFiles);
        Assert.Contains("Git LFS", state.DescribeChanges(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_git_that_does_not_end_is_stopped_and_told()
    {
        using var repository = New();
        using var tools = new TempDirectory();
        File.WriteAllText(tools["git"], "#!/bin/sh\nexec tail -f /dev/null\n");
        File.SetUnixFileMode(tools["git"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        repository.Write("a.txt", "other\n");
        var location = repository.Locate();
        location = location with { Git = GitCommand.Find(name => name == "PATH" ? $"{tools.Path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}" : null)!.WithLimit(TimeSpan.FromMilliseconds(200)) };
        using var opened = RepositoryOpener.Open(location);
        using var objects = new ObjectReader(location);

        var refusal = Reading.Refusal(() => WorkingTreeStatus.AllChangedFiles(opened, location, objects, repository.Path));

        Assert.Contains("did not finish", refusal.Message, StringComparison.Ordinal);
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
