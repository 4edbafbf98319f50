using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class CommitRangeReaderTests
{
    [Fact]
    public void Are_those_that_git_names()
    {
        using var repository = GitRepository.Init();
        repository.Commit("Old", "old.txt");
        repository.Branch("side");
        var release = repository.Commit("Release", "release.txt");
        repository.Checkout("side");
        var side = repository.Commit("Side", "side.txt");
        repository.Checkout("main");
        var merge = repository.Merge("side");
        var last = repository.Commit("Last");

        var since = CommitRangeReader.Read(repository.Read().History, release);

        Assert.Equal([last, merge, side], since.Select(commit => commit.Id));
    }

    [Fact]
    public void Are_none_at_the_release_itself_and_all_without_one()
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        var release = repository.Commit();
        var history = repository.Read().History;

        Assert.Empty(CommitRangeReader.Read(history, release));
        Assert.Equal(2, CommitRangeReader.Read(history, null).Count);
    }

    [Fact]
    public void A_commit_of_the_release_is_found_out_however_old_those_between_claim_to_be()
    {
        // release -> ancient -> shared, and HEAD -> shared past both: by date, shared comes long before ancient.
        using var repository = GitRepository.Init();
        repository.Commit("Root", "root.txt");
        var shared = repository.Commit("Shared", "shared.txt");
        repository.Branch("side");
        repository.Commit("Ancient", "ancient.txt", GitRepository.Start.AddYears(-20));
        var release = repository.Commit("Release", "release.txt", GitRepository.Start.AddMinutes(5));
        repository.Checkout("side");
        var side = repository.Commit("Side", "side.txt", GitRepository.Start.AddMinutes(9));
        repository.Checkout("main");
        var merge = repository.Merge("side");

        var since = CommitRangeReader.Read(repository.Read().History, release);

        Assert.Equal([merge, side], since.Select(commit => commit.Id));
        Assert.DoesNotContain(shared, since.Select(commit => commit.Id));
    }

    [Fact]
    public void Nothing_behind_the_release_is_read_where_history_is_a_line()
    {
        using var repository = GitRepository.Init();
        var lost = repository.Commit("Lost");
        repository.Commit("Before");
        var release = repository.Commit("Release");
        var last = repository.Commit("Last");
        var history = repository.Read().History;
        File.Delete(repository[$".git/objects/{lost[..2]}/{lost[2..]}"]);

        Assert.Equal([last], CommitRangeReader.Read(history, release).Select(commit => commit.Id));
    }
}
