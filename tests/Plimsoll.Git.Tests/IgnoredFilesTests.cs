using Plimsoll.Oci;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class IgnoredFilesTests
{
    private static string? NoVariable(string name) => null;

    [Theory]
    [InlineData("out/x.yaml", true)]
    [InlineData("out", true)]
    [InlineData("deploy/x.yaml", false)]
    [InlineData("deploy/local.yaml", true)]
    [InlineData("deploy/keep/other.yaml", false)]
    [InlineData("deploy/keep/x.local.yaml", true)]
    [InlineData("tracked-though-ignored/local.yaml", false)]
    [InlineData("tracked-though-ignored", false)]
    [InlineData("../elsewhere/local.yaml", false)]
    public void What_git_ignores_is_left_out_and_what_it_tracks_is_not(string path, bool expected)
    {
        using var repository = GitRepository.Init();
        repository.Write(".gitignore", "/out/\nlocal.yaml\ntracked-though-ignored/\n");
        repository.Write("deploy/keep/.gitignore", "*.local.yaml\n");
        foreach (var file in new[] { "out/x.yaml", "deploy/x.yaml", "deploy/local.yaml", "deploy/keep/other.yaml", "deploy/keep/x.local.yaml", "tracked-though-ignored/local.yaml" })
            repository.Write(file, "x");
        repository.Run("add", "--force", "tracked-though-ignored/local.yaml");
        repository.Commit();
        using var ignored = IgnoredFiles.TryOpen(repository.Path, NoVariable);

        Assert.Equal(expected, ignored!.Contains(Path.GetFullPath(repository[path])));
    }

    [Theory]
    [InlineData(8, "zz/x.yaml", true)]
    [InlineData(9, "zz/x.yaml", null)]
    [InlineData(20, "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/x.yaml", null)]
    public void A_rule_that_would_never_be_done_with_is_refused(int stars, string path, bool? expected)
    {
        using var repository = GitRepository.Init();
        repository.Write(".gitignore", $"\nout/\n{string.Concat(Enumerable.Repeat("**/", stars))}zz\n");
        repository.Write(path, "x");
        using var ignored = IgnoredFiles.TryOpen(repository.Path, NoVariable)!;

        if (expected is { } contains)
            Assert.Equal(contains, ignored.Contains(Path.GetFullPath(repository[path])));
        else
            Assert.Contains(".gitignore:3: the rule has more than 8 '**'", Assert.Throws<PlimsollException>(() => ignored.Contains(Path.GetFullPath(repository[path]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_a_repository_nothing_is_ignored()
    {
        using var folder = new TempDirectory();

        Assert.Null(IgnoredFiles.TryOpen(folder.Path, NoVariable));
    }
}
