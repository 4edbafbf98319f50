using CsCheck;
using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

/// <summary>What is read without libgit2 is what that would read; and where it would read something else, it is asked.</summary>
public class PlainRepositoryTests
{
    /// <summary>Changes of a repository with one release, some in its folder and some by git commands.</summary>
    public static TheoryData<string, bool> Repositories => new()
    {
        { "", true },
        { "git pack-refs --all", true },
        { "git gc --quiet", true },
        { "git checkout --quiet --detach", true },
        { "git remote add origin https://user:secret@example.com/acme/app.git; git update-ref refs/remotes/origin/main HEAD; git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/main", true },
        { "git remote add origin https://example.com/a.git; git remote add other https://example.com/b.git; git config remote.origin.tagOpt --no-tags; git config branch.main.remote other", true },
        { "git remote add only https://example.com/a.git; git symbolic-ref refs/remotes/only/HEAD refs/remotes/only/gone", true },
        { "echo changed > app.txt", true },
        { "echo changed > app.txt; git add app.txt", true },
        { "rm app.txt", true },
        { "git rm --quiet app.txt", true },
        { "chmod +x app.txt", true },
        { "touch -d 2001-01-01 app.txt", true },
        { "cp app.txt x; rm app.txt; mv x app.txt", true },
        { "ln -s app.txt link; git add link; git commit --quiet -m link; ln -sf other link", true },
        { "mkdir a; echo 1 > a/b; git add a; git commit --quiet -m a; mv a c; ln -s c a", true },
        { "mkdir a; echo 1 > a/b; git add a; git commit --quiet -m a; rm -r a; echo 1 > a", true },
        { "echo new > untracked", true },
        { "echo new > added; git add added", true },
        { "git update-index --assume-unchanged app.txt; echo changed > app.txt", true },
        { "git update-index --skip-worktree app.txt; echo changed > app.txt", true },
        { "git update-index --index-version 4", true },
        { "git update-index --split-index", true },
        { "git commit --quiet --amend -m other; git reset --quiet --soft HEAD@{1}", true },
        { "echo two > app.txt; git commit --quiet -am two; git reset --quiet --soft HEAD~1", true },
        { "printf '*.txt text eol=crlf\\n' > .gitattributes; touch app.txt", true },
        { "git branch feature/x; git tag -a -m x annotated; git tag -a -m y nested annotated", true },
        { "git config url.https://elsewhere.example/.insteadOf https://example.com/; git remote add origin https://example.com/acme/app.git", false },
        { "printf '[include]\\n\\tpath = more\\n' >> .git/config; printf '[remote \"origin\"]\\n\\turl = https://example.com/x\\n' > .git/more", false },
        { "git config core.autocrlf input", false },
        { "git config core.fileMode false; chmod +x app.txt", false },
        { "git config remote.origin.url https://example.com/a; git config --add remote.origin.url https://example.com/b", false },
        { "git config remote.origin.url 'https://example.com/a b\\\"c'", false },
        { "git config core.worktree ..", false },
        { "git symbolic-ref refs/heads/alias refs/heads/main", false },
        { "printf 'short' > .git/refs/tags/broken", false },
        { "mkdir .git/elsewhere; git rev-parse HEAD > .git/elsewhere/v9.0.0; ln -s ../../elsewhere .git/refs/tags/link", false },
        { "git config extensions.worktreeConfig true", false },
    };

    [Theory]
    [MemberData(nameof(Repositories))]
    public void A_repository_is_read_as_libgit2_reads_it(string script, bool isPlain)
    {
        if (!OperatingSystem.IsLinux())
            return;

        using var repository = GitRepository.Released();
        Shell(repository, script);

        var location = repository.Locate();
        Assert.Equal(isPlain, PlainRepository.TryOpen(location, Reading.Given()) is not null);
        AssertSame(GitRepositoryReader.ReadByLibGit2(location), repository.Read());
    }

    [Fact]
    public void Unchanged_files_are_told_without_libgit2()
    {
        if (!OperatingSystem.IsLinux())
            return;

        using var repository = GitRepository.Released();
        Shell(repository, "mkdir -p a/b; echo 1 > a/b/c; ln -s c a/b/link; git add a; git commit --quiet -m a");

        Assert.True(AreUnchanged(repository));
        Shell(repository, "touch -d 2001-01-01 a/b/c");
        Assert.True(AreUnchanged(repository));
        Shell(repository, "echo 2 > a/b/c");
        Assert.False(AreUnchanged(repository));
        Shell(repository, "echo 1 > a/b/c; echo '* text' > .gitattributes");
        Assert.False(AreUnchanged(repository));
    }

    /// <summary>As an editor changes a file that was written just now, to something of the same length, and sets its time back.</summary>
    [Fact]
    public void A_file_that_is_written_in_the_moment_of_the_index_is_compared()
    {
        if (!OperatingSystem.IsLinux())
            return;

        using var repository = GitRepository.Released();
        for (var i = 0; i < 20; i++)
        {
            repository.Write("app.txt", "a\n");
            repository.Run("add", "app.txt");
            repository.Write("app.txt", "b\n");
            Assert.Equal(["app.txt"], repository.Read().ChangedFiles);
        }
    }

    [Fact]
    public void Files_changed_at_random_are_told_as_libgit2_tells_them()
    {
        if (!OperatingSystem.IsLinux())
            return;

        using var repository = GitRepository.Init();
        string[] names = ["a", "b/c", "b/d", "e/f/g", "h"];
        foreach (var name in names)
            repository.Commit(name, name);
        string[] steps = ["echo x > F", "echo F > F", "rm -f F", "touch F", "git add -A", "git reset --quiet --hard", "git commit --quiet -m x --allow-empty", "chmod +x F || true", "git rm -q --cached F || true", "git checkout --quiet HEAD -- F || true", "git update-index -q --refresh || true"];
        Gen.Select(Gen.Int[0, steps.Length - 1], Gen.Int[0, names.Length - 1]).Array[1, 4].Sample(
            changes =>
            {
                Shell(repository, string.Join("; ", changes.Select(change => $"mkdir -p b e/f; {steps[change.Item1].Replace("F", names[change.Item2], StringComparison.Ordinal)}")));
                AssertSame(GitRepositoryReader.ReadByLibGit2(repository.Locate()), repository.Read());
            },
            iter: 25,
            seed: "9p_BGST7Pwo1",
            threads: 1);
    }

    [Fact]
    public void Abbreviations_are_as_long_as_those_of_git()
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        var ids = repository.RunWithInput(string.Concat(Enumerable.Range(0, 1_500).Select(i => $"blob\ndata {$"{i}".Length}\n{i}\n")), "-c", "fastimport.unpackLimit=1", "fast-import", "--quiet") is not null
            ? repository.Run("cat-file", "--batch-all-objects", "--batch-check=%(objectname)").Split('\n')
            : [];
        Assert.True(ids.Length > 1_500);
        repository.Commit("Loose");
        using var objects = new ObjectReader(repository.Locate());

        Assert.Contains(ids, id => objects.Abbreviate(id, minimumLength: 4)!.Length > 4);
        foreach (var id in ids.OrderByDescending(id => objects.Abbreviate(id, minimumLength: 4)!.Length).Take(4).Append(repository.Head))
            Assert.Equal(repository.Run("rev-parse", "--short=4", id), objects.Abbreviate(id, minimumLength: 4));
    }

    private static bool AreUnchanged(GitRepository repository)
    {
        using var objects = new ObjectReader(repository.Locate());
        return OperatingSystem.IsLinux() && UnchangedFiles.Are(objects, repository.Locate(), repository.Path, repository.Head);
    }

    /// <summary>Runs commands with git as tests call it.</summary>
    private static void Shell(GitRepository repository, string script) =>
        repository.Run("-c", $"alias.act=!export GIT_AUTHOR_NAME=A GIT_COMMITTER_NAME=A; unset GIT_DIR GIT_PREFIX; {script}", "act");

    private static void AssertSame(RepositoryState expected, RepositoryState actual)
    {
        Assert.Equal(Describe(expected), Describe(actual));
        Assert.Equal(expected.History.Walk().Select(commit => commit.Id), actual.History.Walk().Select(commit => commit.Id));
    }

    private static string Describe(RepositoryState state) => string.Join(
        '\n',
        [
            state.Root, $"{state.Head}", state.Branch ?? "-", $"{state.DefaultBranch} {state.DefaultBranchReason}", state.MissingTagsReason ?? "-", state.RemoteName ?? "-", state.RemoteUrl ?? "-",
            $"{state.IsBare} {state.IsShallow} {state.IsSubmodule} {state.IsWorktree} {state.ChangesNote}",
            .. state.TagsAtHead, "tags", .. state.Tags, "changed", .. state.ChangedFiles, "remotes", .. state.Remotes.Select(remote => $"{remote}"),
            "branches", .. state.Branches.Order(StringComparer.Ordinal), "remote branches", .. state.RemoteBranches.Select(branch => $"{branch.Key} {branch.Value}").Order(StringComparer.Ordinal),
            "by commit", .. state.History.TagsByCommit.Select(commit => $"{commit.Key} {string.Join(' ', commit.Value)}").Order(StringComparer.Ordinal),
        ]);
}
