using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class RemoteTagReaderTests
{
    [Fact]
    public async Task The_tags_of_the_remote_are_read_and_none_is_fetched()
    {
        using var source = GitRepository.Released(annotated: true);
        source.Tag("app/v1.0.0");
        using var clone = source.Clone("--no-tags");

        var tags = await new RemoteTagReader(Reading.Given()).ReadAsync(clone.Path, "origin", CancellationToken.None);

        Assert.Equal(["app/v1.0.0", "v2.1.0"], tags.Names!.Order(StringComparer.Ordinal));
        Assert.Null(tags.Failure);
        Assert.Empty(clone.Read().Tags);
    }

    [Fact]
    public async Task A_remote_that_does_not_answer_is_told_without_credentials()
    {
        using var repository = GitRepository.Released();
        repository.Run("remote", "add", "origin", "http://user:secret@127.0.0.1:1/app.git");

        var tags = await new RemoteTagReader(Reading.Given()).ReadAsync(repository.Path, "origin", CancellationToken.None);

        Assert.Null(tags.Names);
        Assert.Contains("127.0.0.1", tags.Failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", tags.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_git_nothing_is_asked()
    {
        using var repository = GitRepository.Released();

        Assert.Equal(new RemoteTags(null, "git is not on PATH"), await new RemoteTagReader(_ => null).ReadAsync(repository.Path, "origin", CancellationToken.None));
    }

    [Fact]
    public void A_clone_that_is_configured_to_fetch_no_tags_says_so()
    {
        using var source = GitRepository.Released();
        using var without = source.Clone("--no-tags");
        using var with = source.Clone();

        Assert.Contains("remote.origin.tagOpt is --no-tags", without.Read().MissingTagsReason, StringComparison.Ordinal);
        Assert.Null(with.Read().MissingTagsReason);
    }
}
