using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class AbbreviatedIdTests
{
    [Fact]
    public void Grows_until_it_names_one_object_as_in_git()
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        var ids = MakeBlobs(repository);
        using var opened = repository.Open();

        var abbreviated = ids.ToDictionary(id => id, id => AbbreviatedId.Create(opened, id, minimumLength: 4));

        Assert.Contains(abbreviated.Values, shortId => shortId.Length > 4);
        Assert.Equal(ids.Count, abbreviated.Values.Distinct().Count());
        foreach (var (id, shortId) in abbreviated.OrderByDescending(pair => pair.Value.Length).Take(5))
            Assert.Equal(repository.Run("rev-parse", "--short=4", id), shortId);
    }

    [Fact]
    public void A_tag_named_like_the_prefix_does_not_hide_an_ambiguity()
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        var ambiguous = MakeBlobs(repository).GroupBy(id => id[..4]).First(group => group.Count() > 1).First();
        repository.Tag(ambiguous[..4]);
        using var opened = repository.Open();

        Assert.True(AbbreviatedId.Create(opened, ambiguous, minimumLength: 4).Length > 4);
    }

    [Fact]
    public void Seven_digits_are_the_default()
    {
        using var repository = GitRepository.Init();
        var id = repository.Commit();
        repository.Tag(id[..7]);

        Assert.Equal(id[..7], repository.Read().Head.AbbreviatedId);
    }

    // Of six hundred fixed blobs some share their first four digits.
    private static List<string> MakeBlobs(GitRepository repository)
    {
        var files = Enumerable.Range(0, 600).Select(i => repository.Write($"{i}.txt", $"{i}\n"));
        return [.. repository.RunWithInput(string.Join('\n', files), "hash-object", "-w", "--stdin-paths").Split('\n')];
    }
}
