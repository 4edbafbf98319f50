using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class HeadReaderTests
{
    [Fact]
    public void Head_is_the_commit_with_its_dates_and_message()
    {
        using var repository = GitRepository.Init();
        var date = new DateTimeOffset(2026, 5, 19, 10, 30, 0, TimeSpan.FromHours(-3.5));
        var id = repository.Commit("Fix the pump\n\nIt leaked: ü.", date: date);
        repository.Run("commit", "--amend", "--quiet", "--allow-empty", "--date", "2020-01-01T00:00:00+0200", "--no-edit");

        var head = repository.Read().Head;

        Assert.Equal(repository.Head, head.Id);
        Assert.NotEqual(id, head.Id);
        Assert.Equal(repository.Head[..7], head.AbbreviatedId);
        Assert.Equal(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.FromHours(2)), head.AuthorDate);
        Assert.Equal(TimeSpan.FromHours(2), head.AuthorDate.Offset);
        Assert.Equal(date.AddMinutes(1), head.CommitDate);
        Assert.Equal(TimeSpan.FromHours(-3.5), head.CommitDate.Offset);
        Assert.Equal("Fix the pump\n\nIt leaked: ü.\n", head.Message);
    }

    [Fact]
    public void The_same_script_makes_the_same_ids_everywhere()
    {
        using var repository = GitRepository.Init();

        Assert.Equal("e5886481b7384d40cfa2c21a3eb079aa5d1f3b92", repository.Commit("First", "a.txt"));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("feature/tools")]
    [InlineData("releases/2.x")]
    public void The_branch_is_named_in_full(string branch)
    {
        using var repository = GitRepository.Init(branch);
        repository.Commit();

        Assert.Equal(branch, repository.Read().Branch);
    }

    [Theory]
    [InlineData("v1.0.0")]
    [InlineData("HEAD~1")]
    public void A_detached_head_has_no_branch(string target)
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        repository.Commit();
        repository.Tag("v1.0.0");

        repository.Run("checkout", "--quiet", "--detach", target);

        Assert.Null(repository.Read().Branch);
        Assert.Equal(repository.Head, repository.Read().Head.Id);
    }

    [Fact]
    public void A_branch_in_packed_references_is_found()
    {
        using var repository = GitRepository.Init();
        var id = repository.Commit();
        repository.Run("pack-refs", "--all");
        repository.Run("gc", "--quiet");

        var state = repository.Read();

        Assert.Equal("main", state.Branch);
        Assert.Equal(id, state.Head.Id);
    }

    [Fact]
    public void Without_a_commit_the_branch_is_named()
    {
        using var repository = GitRepository.Init("trunk");

        Assert.Contains("'trunk' has no commits yet", Reading.Refusal(() => repository.Read()).Message);
    }

    [Fact]
    public void An_orphan_branch_has_no_commit_until_its_first()
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        repository.Run("checkout", "--quiet", "--orphan", "pages");
        Assert.Contains("'pages' has no commits yet", Reading.Refusal(() => repository.Read()).Message);

        var id = repository.Commit("Pages");

        var state = repository.Read();
        Assert.Equal("pages", state.Branch);
        Assert.Equal([id], state.History.Walk().Select(commit => commit.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense\n")]
    [InlineData("ref: \n")]
    public void A_damaged_head_is_named(string content)
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        var head = repository.Write(".git/HEAD", content);

        Assert.Contains(head, Reading.Refusal(() => repository.Read()).Message);
    }

    [Fact]
    public void A_head_whose_commit_is_missing_says_which()
    {
        using var repository = GitRepository.Init();
        var id = repository.Commit();
        File.Delete(repository[$".git/objects/{id[..2]}/{id[2..]}"]);

        var message = Reading.Refusal(() => repository.Read()).Message;

        Assert.Contains(id, message);
        Assert.Contains("incomplete", message);
    }
}
