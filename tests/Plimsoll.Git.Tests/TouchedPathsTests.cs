using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class TouchedPathsTests
{
    [Fact]
    public void A_commit_touches_the_files_that_it_adds_changes_and_deletes()
    {
        using var repository = GitRepository.Init();
        var root = repository.Commit("Root", "src/api/a.cs");
        repository.Commit("Elsewhere", "docs/a.md");
        var added = repository.Commit("Added", "src/api/b/c.cs");
        var changed = repository.Commit("Changed", "src/api/a.cs");
        repository.Commit("Excluded", "src/api/README.md");
        repository.Commit("Beside", "src/apis/a.cs");
        repository.Run("rm", "--quiet", "src/api/b/c.cs");
        var deleted = repository.Commit("Deleted");
        repository.Run("mv", "docs/a.md", "docs/b.md");
        repository.Commit("Moved elsewhere");
        repository.Run("update-index", "--chmod=+x", "src/api/a.cs");
        var mode = repository.Commit("Made executable");
        repository.Commit("Empty");

        Assert.Equal([mode, deleted, changed, added, root], Touching(repository, "src/api/**", "!**/*.md"));
    }

    [Fact]
    public void A_file_that_becomes_a_folder_and_back_is_touched_each_time()
    {
        using var repository = GitRepository.Init();
        var file = repository.Commit("File", "src/api");
        repository.Run("rm", "--quiet", "src/api");
        var folder = repository.Commit("Folder", "src/api/deep/a.cs");
        repository.Run("rm", "--quiet", "-r", "src/api");
        var again = repository.Commit("File again", "src/api");

        Assert.Equal([again, folder, file], Touching(repository, "src/api"));
        Assert.Equal([again, folder], Touching(repository, "src/api/**"));
    }

    [Fact]
    public void A_merge_touches_only_what_it_has_from_no_parent()
    {
        using var repository = GitRepository.Init();
        repository.Commit("Base", "src/api/base.cs");
        repository.Checkout("side", create: true);
        var side = repository.Commit("Side", "src/api/side.cs");
        repository.Checkout("main");
        repository.Commit("Docs", "docs/a.md");
        repository.Merge("side");
        repository.Checkout("other", create: true);
        var other = repository.Commit("Other", "src/api/other.cs");
        repository.Checkout("main");
        var main = repository.Commit("Main", "src/api/main.cs");
        var both = repository.Merge("other");

        var touching = Touching(repository, "src/api/**");

        Assert.Equal(new[] { both, main, other, side, repository.Run("rev-list", "--max-parents=0", "HEAD") }, touching);
    }

    /// <summary>Where libgit2 cannot be asked, git's answers are the same.</summary>
    [Fact]
    public void Folders_are_read_the_same_in_both_ways()
    {
        using var repository = GitRepository.Init();
        repository.Commit("One", "src/ä/a.cs");
        repository.Run("update-index", "--add", "--cacheinfo", $"160000,{repository.Head},module");
        repository.Run("update-index", "--add", "--cacheinfo", $"120000,{repository.Run("rev-parse", "HEAD:src/ä/a.cs")},link");
        var head = repository.Commit("Two", "run.sh");
        var location = repository.Locate();

        using var nativeObjects = new ObjectReader(location);
        using var gitObjects = new ObjectReader(location, isNative: false);
        var (native, managed) = (new TreeObjects(nativeObjects), new TreeObjects(gitObjects));

        var root = native.GetRoot(head);
        Assert.Equal(root, managed.GetRoot(head));
        Assert.Equal(["link", "module", "run.sh", "src"], native.GetEntries(root).Keys.Order(StringComparer.Ordinal));
        Assert.Equal(managed.GetEntries(root).OrderBy(entry => entry.Key, StringComparer.Ordinal), native.GetEntries(root).OrderBy(entry => entry.Key, StringComparer.Ordinal));
        Assert.Equal(repository.Run("rev-parse", "HEAD:src/ä/a.cs"), native.Find(root, "src/ä/a.cs")!.Value.Id);
        Assert.Equal(native.Find(root, "src/ä"), managed.Find(root, "src/ä"));
        Assert.Null(native.Find(root, "run.sh/x"));
    }

    [Fact]
    public void A_clone_without_folders_is_told_with_the_fetch_that_brings_them()
    {
        using var source = GitRepository.Init();
        source.Commit("One", "src/a.cs");
        source.Commit("Two", "docs/a.md");
        source.Run("config", "uploadpack.allowFilter", "true");
        using var clone = source.Clone("--filter=tree:0", "--origin", "upstream");
        clone.Run("config", "gc.auto", "0");
        var history = clone.Read().History;
        var commits = history.Walk().ToList();
        var paths = PathFilter.Parse(["src/**"], "");

        var advice = Reading.Refusal(() => history.Touching(commits, paths)).Advice!;
        var command = Assert.Single(advice.Split('\n'), line => line.Contains("git fetch", StringComparison.Ordinal));
        clone.Run(command[(command.IndexOf("git fetch", StringComparison.Ordinal) + "git ".Length)..].Split(' '));

        Assert.Equal([commits[1].Id], history.Touching(commits, paths));
    }

    /// <summary>git's own answer for a path without wildcards, on a history with many merges.</summary>
    [Fact]
    public void Agrees_with_git_on_a_criss_cross_history()
    {
        using var repository = GitRepository.Init();
        repository.Commit("Base", "src/api/base.cs");
        repository.Branch("other");
        for (var i = 0; i < 24; i++)
        {
            repository.Checkout(i % 2 == 0 ? "main" : "other");
            repository.Commit($"{i}", (i % 5) switch { 0 or 3 => $"src/api/{i}.cs", 1 => $"docs/{i}.md", _ => $"src/web/{i}.cs" });
            if (i % 4 == 3)
                repository.Merge(i % 8 == 3 ? "main" : "other~1");
        }
        repository.Checkout("main");
        repository.Merge("other");

        var expected = repository.Run("log", "--format=%H", "--full-history", "HEAD", "--", "src/api").Split('\n');
        Assert.Equal(expected.Order(StringComparer.Ordinal), Touching(repository, "src/api/**").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_the_folders_of_a_partial_clone_it_cannot_be_told()
    {
        using var repository = GitRepository.Init();
        repository.Commit("One", "src/api/a.cs");
        repository.Commit("Two", "src/api/b.cs");
        repository.Run("config", "uploadpack.allowFilter", "true");
        using var clone = repository.Clone("--bare", "--filter=tree:0");

        var history = clone.Read().History;

        Assert.Contains("git fetch --refetch", Reading.Refusal(() => history.Touching(history.Walk(), PathFilter.Parse(["src/api/**"]))).Advice);
    }

    [Fact]
    public void Commits_are_read_whole_in_the_order_asked_for()
    {
        using var repository = GitRepository.Init();
        var first = repository.Commit("feat: one\n\nBody");
        var second = repository.Commit("fix: two");

        var commits = repository.Read().History.Read([first, second]);

        Assert.Equal([(first, "feat: one\n\nBody\n"), (second, "fix: two\n")], commits.Select(commit => (commit.Id, commit.Message)));
        Assert.Equal([first[..7], second[..7]], commits.Select(commit => commit.AbbreviatedId));
    }

    private static List<string> Touching(GitRepository repository, params string[] globs)
    {
        var history = repository.Read().History;
        var touching = history.Touching(history.Walk(), PathFilter.Parse(globs));
        return [.. history.Walk().Select(commit => commit.Id).Where(touching.Contains)];
    }
}
