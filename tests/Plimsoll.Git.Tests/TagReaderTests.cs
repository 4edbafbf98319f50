using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class TagReaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_tags_are_read_and_annotated_ones_peeled(bool packed)
    {
        using var repository = GitRepository.Init();
        var first = repository.Commit();
        repository.Tag("v1.0.0", annotated: true);
        repository.Tag("api/v1.0.0");
        var second = repository.Commit();
        repository.Tag("v1.1.0");
        repository.Tag("Latest", annotated: true);
        repository.Tag("nested", annotated: true, target: "Latest");
        if (packed)
            repository.Run("pack-refs", "--all");

        var state = repository.Read();

        Assert.Equal(["Latest", "api/v1.0.0", "nested", "v1.0.0", "v1.1.0"], state.Tags);
        Assert.Equal(["Latest", "nested", "v1.1.0"], state.TagsAtHead);
        Assert.Equal(["api/v1.0.0", "v1.0.0"], state.History.TagsByCommit[first]);
        Assert.Equal(["Latest", "nested", "v1.1.0"], state.History.TagsByCommit[second]);
        Assert.Equal(2, state.History.TagsByCommit.Count);
    }

    [Fact]
    public void A_loose_tag_wins_over_the_packed_one_of_the_same_name()
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        repository.Tag("moved", annotated: true);
        repository.Run("pack-refs", "--all");
        var second = repository.Commit();
        repository.Run("tag", "--force", "moved");

        var state = repository.Read();

        Assert.Equal([second], state.History.TagsByCommit.Keys);
        Assert.Equal(["moved"], state.TagsAtHead);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tags_of_trees_and_blobs_are_left_out(bool packed)
    {
        using var repository = GitRepository.Init();
        repository.Commit("First", "a.txt");
        repository.Tag("tree", target: "HEAD^{tree}");
        repository.Tag("annotated-tree", annotated: true, target: "HEAD^{tree}");
        repository.Tag("blob", target: "HEAD:a.txt");
        repository.Tag("commit");
        if (packed)
            repository.Run("pack-refs", "--all");

        Assert.Equal(["commit"], repository.Read().Tags);
    }

    [Fact]
    public void A_symbolic_tag_leads_where_its_target_leads()
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        repository.Tag("v1.0.0", annotated: true);
        repository.Run("symbolic-ref", "refs/tags/stable", "refs/tags/v1.0.0");

        Assert.Equal(["stable", "v1.0.0"], repository.Read().TagsAtHead);
    }

    [Fact]
    public void Dangling_damaged_and_stray_files_are_no_tags()
    {
        using var repository = GitRepository.Init();
        var id = repository.Commit();
        repository.Run("symbolic-ref", "refs/tags/dangling", "refs/tags/gone");
        repository.Write(".git/refs/tags/v1.0.0.lock", id + "\n");
        repository.Write(".git/refs/tags/empty", "");
        repository.Write(".git/refs/tags/back up~", "text");

        Assert.Empty(repository.Read().Tags);
    }

    [Fact]
    public void A_repository_without_tags_has_none()
    {
        using var repository = GitRepository.Init();
        repository.Commit();

        var state = repository.Read();

        Assert.Empty(state.Tags);
        Assert.Empty(state.TagsAtHead);
        Assert.Empty(state.History.TagsByCommit);
    }

    private static ReadOnlySpan<byte> Packed =>
        """
        # pack-refs with: peeled fully-peeled sorted 
        1111111111111111111111111111111111111111 refs/heads/main
        2222222222222222222222222222222222222222 refs/tags/a
        ^3333333333333333333333333333333333333333

        4444444444444444444444444444444444444444 refs/tags/b
        """u8;

    [Fact]
    public void Packed_references_carry_peeled_ids() =>
        Assert.Equal([("a", new string('3', 40)), ("b", new string('4', 40))], PackedReferences.Read(Packed, "refs/tags/"));

    [Fact]
    public void Packed_references_are_not_peeled_where_that_is_not_wanted() =>
        Assert.Equal([("tags/a", new string('2', 40)), ("tags/b", new string('4', 40))], PackedReferences.Read(Packed, "refs/", peels: false)[1..]);
}
