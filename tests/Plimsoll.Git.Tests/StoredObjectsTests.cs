using CsCheck;
using LibGit2Sharp;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

/// <summary>What is read of a repository's own files is what git and libgit2 read of them.</summary>
public class StoredObjectsTests
{
    /// <summary>How a history can be kept, as the git commands that bring it there.</summary>
    private static readonly string[][][] Ways =
    [
        [],
        [["pack-refs", "--all"]],
        [["repack", "-a", "-d", "-f", "--depth=60", "--window=60", "--quiet"], ["pack-refs", "--all"]],
        [["unpack"]],
        [["-c", "gc.writeCommitGraph=true", "gc", "--quiet"]],
        [["commit-graph", "write", "--reachable", "--no-progress"], ["pack-refs", "--all"]],
        [["chain"]],
        [["multi-pack-index", "write"]],
        [["-c", "pack.indexVersion=1", "repack", "-a", "-d", "-f", "--quiet"], ["commit-graph", "write", "--reachable", "--no-progress"]],
    ];

    private static readonly string[] CloneOptions = ["--shared", "--depth=3", "--filter=tree:0", "--filter=blob:none", "--bare"];

    [Fact]
    public void A_history_is_read_as_git_reads_it_however_it_is_kept() =>
        Gen.Select(GeneratedHistory.Any, Gen.Int[0, Ways.Length - 1]).Sample(
            (history, way) =>
            {
                using var repository = history.Create();
                foreach (var command in Ways[way])
                    Keep(repository, command);
                AssertSame(repository);
            },
            iter: 12,
            seed: "9p_BGST7Pwo1",
            threads: 1);

    [Fact]
    public void A_clone_is_read_as_git_reads_it_whatever_it_lacks() =>
        Gen.Select(GeneratedHistory.Any, Gen.Int[0, CloneOptions.Length - 1], Gen.Bool).Sample(
            (history, option, hasGraph) =>
            {
                using var repository = history.Create();
                repository.Run("config", "uploadpack.allowFilter", "true");
                using var clone = repository.Clone(CloneOptions[option], "--no-checkout");
                if (hasGraph)
                    clone.Run("commit-graph", "write", "--reachable", "--no-progress");
                AssertSame(clone);
            },
            iter: 5,
            seed: "9p_BGST7Pwo1",
            threads: 1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_replaces_commits_counts_more_than_the_commit_graph(bool isGraft)
    {
        using var repository = GitRepository.Init();
        var (old, left, head) = (repository.Commit("Old"), repository.Commit("Left out"), repository.Commit("Head"));
        repository.Run("commit-graph", "write", "--reachable", "--no-progress");
        if (isGraft)
            repository.Write(".git/info/grafts", $"{head} {old}\n");
        else
            repository.Run("replace", "--graft", head, old);

        Assert.Equal([head, old], repository.Read().History.Walk().Select(commit => commit.Id));
        Assert.NotEqual(old, left);
    }

    [Fact]
    public void A_commit_graph_that_is_switched_off_is_not_read()
    {
        using var repository = GitRepository.Init();
        var (root, head) = (repository.Commit("Root"), repository.Commit("Head"));
        repository.Run("commit-graph", "write", "--reachable", "--no-progress");
        repository.Run("config", "core.commitGraph", "false");
        File.Delete(repository[$".git/objects/{root[..2]}/{root[2..]}"]);

        using var graph = repository.Read().History.OpenGraph();
        Assert.Equal([root], graph.ParentsOf(head));
        Assert.Contains(root, Reading.Refusal(() => graph.ParentsOf(root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_that_comes_while_a_history_is_read_is_found()
    {
        using var repository = GitRepository.Init();
        var (root, head) = (repository.Commit("Root"), repository.Commit("Head"));
        using var graph = repository.Read().History.OpenGraph();
        Assert.Equal([root], graph.ParentsOf(head));

        repository.Run("gc", "--quiet", "--prune=now");

        Assert.Empty(graph.ParentsOf(root));
    }

    /// <summary>Commits of which one is kept as what differs from another.</summary>
    [Fact]
    public void A_commit_that_is_kept_as_a_difference_is_read()
    {
        using var repository = GitRepository.Init();
        for (var i = 0; i < 30; i++)
            repository.Commit($"{i} {string.Concat(Enumerable.Range(0, 300))}");
        repository.Run("repack", "-a", "-d", "-f", "--depth=20", "--window=20", "--quiet");
        var pack = Directory.EnumerateFiles(repository[".git/objects/pack"], "*.idx").Single();
        Assert.Contains(repository.Run("verify-pack", "-v", pack).Split('\n'), line => line.Contains(" commit ", StringComparison.Ordinal) && line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > 5);

        AssertSame(repository);
    }

    private static void Keep(GitRepository repository, string[] command)
    {
        switch (command[0])
        {
            case "unpack":
                var packs = Directory.GetFiles(repository[".git/objects/pack"], "*.pack");
                foreach (var file in Directory.GetFiles(repository[".git/objects/pack"]))
                    File.Move(file, repository[$".git/{Path.GetFileName(file)}"]);
                foreach (var pack in packs)
                    repository.RunIn(repository.Path, "-c", $"alias.unpack=!git unpack-objects -q < '{repository[$".git/{Path.GetFileName(pack)}"]}'", "unpack");
                break;
            case "chain":
                var commits = repository.Run("rev-list", "--reverse", "--topo-order", "HEAD").Split('\n');
                foreach (var some in commits.Chunk(1 + (commits.Length / 3)))
                    repository.RunWithInput(string.Join('\n', some), "commit-graph", "write", "--stdin-commits", "--split=no-merge", "--no-progress");
                break;
            default:
                repository.Run(command);
                break;
        }
    }

    private static void AssertSame(GitRepository repository)
    {
        var state = repository.Read();
        using var opened = repository.Open();

        // All that is behind HEAD, in some order in which no commit is before its children.
        var expected = repository.Run("rev-list", "--parents", "HEAD").Split('\n').Select(line => line.Split(' ')).ToDictionary(ids => ids[0], ids => string.Join(' ', ids[1..]));
        Assert.Equal(expected, state.History.Walk().ToDictionary(commit => commit.Id, commit => string.Join(' ', commit.ParentIds)));
        using (var graph = state.History.OpenGraph())
            Assert.All(expected, commit => Assert.Equal(commit.Value, string.Join(' ', graph.ParentsOf(commit.Key))));

        // In the order that the times of the commits give, which are read once more by the git command.
        using var byGit = new ObjectReader(repository.Locate(), isNative: false);
        using var byFiles = new ObjectReader(repository.Locate());
        Assert.All(expected.Keys, id => Assert.Equal(byGit.ReadNode(id).Seconds, byFiles.ReadNode(id).Seconds));
        foreach (var id in repository.Run("cat-file", "--batch-all-objects", "--batch-check=%(objectname)").Split('\n').Take(80))
            Assert.Equal(byGit.TryRead(id, bytes => bytes.ToArray()), byFiles.TryRead(id, bytes => bytes.ToArray()));

        var tags = opened.Tags.Select(tag => (Commit: Peel(tag), tag.FriendlyName)).Where(tag => tag.Commit is not null).Select(tag => $"{tag.Commit} {tag.FriendlyName}").Order(StringComparer.Ordinal);
        Assert.Equal(tags, state.History.TagsByCommit.SelectMany(commit => commit.Value.Select(name => $"{commit.Key} {name}")).Order(StringComparer.Ordinal));
    }

    private static string? Peel(Tag tag)
    {
        try
        {
            return (tag.PeeledTarget as Commit)?.Sha;
        }
        catch (NotFoundException)
        {
            return null; // What a partial clone lacks is no commit.
        }
    }
}
