using System.Text;
using Plimsoll.Oci;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class MergeBaseFilesTests
{
    private static string? NoVariable(string name) => null;

    private static GitRepository Topic()
    {
        var repository = GitRepository.Init();
        repository.Write("deploy/a.yaml", "a: 1\n");
        repository.Write("deploy/b.yaml", "b: 1\n");
        repository.Run("add", ".");
        repository.Commit("Base");
        repository.Checkout("topic", create: true);
        repository.Write("deploy/a.yaml", "a: 2\n");
        repository.Write("new.yaml", "new\n");
        repository.Run("add", ".");
        repository.Commit("Change");
        repository.Checkout("main");
        repository.Write("deploy/b.yaml", "b: 2\n");
        repository.Run("add", ".");
        repository.Commit("Meanwhile");
        repository.Checkout("topic");
        return repository;
    }

    [Fact]
    public void Files_are_compared_with_where_the_branch_started()
    {
        using var repository = Topic();
        using var earlier = MergeBaseFiles.Since(repository.Path, "main", NoVariable);

        Assert.True(earlier.IsChanged(repository["deploy/a.yaml"]));
        Assert.False(earlier.IsChanged(repository["deploy/b.yaml"]));
        Assert.True(earlier.IsChanged(repository["new.yaml"]));
        Assert.Equal("a: 1\n", Encoding.UTF8.GetString(earlier.Read(repository["deploy/a.yaml"])!));
        Assert.Null(earlier.Read(repository["new.yaml"]));
        Assert.Equal(repository.Run("merge-base", "main", "topic"), earlier.CommitId);
    }

    [Fact]
    public void A_link_has_changed_where_it_leads_elsewhere_or_to_what_has()
    {
        if (OperatingSystem.IsWindows())
            return;

        using var repository = Topic();
        foreach (var (link, target) in new[] { ("same.yaml", "deploy/b.yaml"), ("changed.yaml", "deploy/a.yaml"), ("moved.yaml", "same.yaml"), ("folder", "deploy"), ("self.yaml", "self.yaml") })
            File.CreateSymbolicLink(repository[link], target);
        repository.Run("add", ".");
        repository.Commit("Links");
        File.Delete(repository["moved.yaml"]);
        File.CreateSymbolicLink(repository["moved.yaml"], "deploy/b.yaml");
        repository.Write("deploy/a.yaml", "a: 3\n");
        File.CreateSymbolicLink(repository["new-link.yaml"], "same.yaml");

        using var earlier = MergeBaseFiles.Since(repository.Path, "HEAD", NoVariable);

        Assert.Equal(
            "changed.yaml, moved.yaml, folder/a.yaml, self.yaml, new-link.yaml",
            string.Join(", ", new[] { "same.yaml", "changed.yaml", "moved.yaml", "folder/a.yaml", "folder/b.yaml", "self.yaml", "new-link.yaml" }.Where(file => earlier.IsChanged(repository[file]))));
    }

    [Fact]
    public void The_files_of_a_submodule_have_changed_where_it_is_at_another_commit()
    {
        using var inner = Topic();
        using var repository = Topic();
        repository.Run("-c", "protocol.file.allow=always", "submodule", "add", inner.Path, "parts/inner");
        repository.Commit("Submodule");
        using (var earlier = MergeBaseFiles.Since(repository.Path, "HEAD", NoVariable))
            Assert.False(earlier.IsChanged(repository["parts/inner/deploy/a.yaml"]));

        repository.Run("-C", "parts/inner", "checkout", "--quiet", "HEAD~1");

        using var moved = MergeBaseFiles.Since(repository.Path, "HEAD", NoVariable);
        Assert.True(moved.IsChanged(repository["parts/inner/deploy/a.yaml"]));
    }

    [Fact]
    public void What_is_not_committed_yet_counts()
    {
        using var repository = Topic();
        repository.Write("deploy/b.yaml", "b: 3\n");
        repository.Write("untracked.yaml", "x\n");
        using var earlier = MergeBaseFiles.Since(repository.Path, "main", NoVariable);

        Assert.True(earlier.IsChanged(repository["deploy/b.yaml"]));
        Assert.True(earlier.IsChanged(repository["untracked.yaml"]));
    }

    [Theory]
    [InlineData("origin/main")]
    [InlineData("main")]
    public void A_branch_that_only_the_remote_has_is_found(string revision)
    {
        using var repository = Topic();
        using var clone = repository.Clone("--branch", "topic");
        using var earlier = MergeBaseFiles.Since(clone.Path, revision, NoVariable);

        Assert.True(earlier.IsChanged(clone["deploy/a.yaml"]));
        Assert.False(earlier.IsChanged(clone["deploy/b.yaml"]));
    }

    [Fact]
    public void The_remote_need_not_be_named_origin()
    {
        using var repository = Topic();
        using var clone = repository.Clone("--branch", "topic", "--origin", "upstream");
        using var earlier = MergeBaseFiles.Since(clone.Path, "main", NoVariable);

        Assert.True(earlier.IsChanged(clone["deploy/a.yaml"]));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("..")]
    [InlineData("a b")]
    [InlineData("")]
    public void A_commit_that_is_not_there_is_told_with_what_to_do(string revision)
    {
        using var repository = Topic();

        var exception = Assert.Throws<PlimsollException>(() => MergeBaseFiles.Since(repository.Path, revision, NoVariable));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("fetch-depth: 0", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Histories_without_a_common_commit_are_told()
    {
        using var repository = Topic();
        repository.Run("checkout", "--quiet", "--orphan", "alone");
        repository.Commit("Alone", "x");

        var exception = Assert.Throws<PlimsollException>(() => MergeBaseFiles.Since(repository.Path, "main", NoVariable));

        Assert.Contains("no common ancestor", exception.Message, StringComparison.Ordinal);
    }
}
