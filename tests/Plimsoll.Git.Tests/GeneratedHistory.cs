using System.Text;
using CsCheck;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

/// <summary>A history as nobody would make it by hand: merges of many, roots of their own, times out of order, tags of tags.</summary>
/// <param name="Commits">The commits, parents before children.</param>
/// <param name="Tags">The tags.</param>
internal sealed record GeneratedHistory(GeneratedHistory.Commit[] Commits, GeneratedHistory.Tag[] Tags)
{
    public static Gen<GeneratedHistory> Any { get; } =
        Gen.Select(
            Gen.Select(Gen.Frequency((6, Gen.Int[1, 1]), (2, Gen.Int[2, 2]), (1, Gen.Int[3, 9]), (1, Gen.Int[0, 0])), Gen.Int[0, 1 << 20].Array[9], Gen.Frequency((4, Gen.Long[1_500_000_000, 1_500_000_900]), (1, Gen.Long[0, 4_000_000_000])))
                .Select((parents, places, seconds) => new Commit(parents, places, seconds)).Array[1, 40],
            Gen.Select(Gen.Int[0, 1 << 20], Gen.Int[0, 3]).Select((place, kind) => new Tag(place, kind)).Array[0, 8])
            .Select((commits, tags) => new GeneratedHistory(commits, tags));

    /// <summary>Makes the repository; its objects are in one pack.</summary>
    public GitRepository Create()
    {
        var repository = GitRepository.Init();
        repository.RunWithInput(Script(), "-c", "fastimport.unpackLimit=1", "fast-import", "--quiet", "--force");
        repository.Run("reset", "--quiet", "--hard");
        return repository;
    }

    // The stream of git fast-import.
    private string Script()
    {
        var script = new StringBuilder();
        for (var i = 0; i < Commits.Length; i++)
        {
            var commit = Commits[i];
            var text = $"{i}\n{new string('x', i * 7)}";
            script.Append($"commit refs/heads/{(i == Commits.Length - 1 ? "main" : $"b{i}")}\nmark :{i + 1}\ncommitter A <a@example.com> {commit.Seconds} +0100\ndata {text.Length}\n{text}\n");
            var parents = i == 0 ? [] : commit.Places[..commit.Parents].Select(place => (place % i) + 1).Distinct().ToList();
            for (var parent = 0; parent < parents.Count; parent++)
                script.Append($"{(parent == 0 ? "from" : "merge")} :{parents[parent]}\n");
            script.Append($"M 100644 inline f{i % 5}\ndata {text.Length}\n{text}\n");
        }
        for (var i = 0; i < Tags.Length; i++)
        {
            var (place, kind) = Tags[i];
            var mark = (place % Commits.Length) + 1;
            var tagger = $"tagger A <a@example.com> {1_500_000_000 + i} +0000\ndata 1\nx\n";
            script.Append(kind switch
            {
                0 => $"reset refs/tags/v{i}\nfrom :{mark}\n\n",
                1 => $"tag v{i}\nmark :{1000 + i}\nfrom :{mark}\n{tagger}",
                2 => $"tag v{i}\nmark :{1000 + i}\nfrom :{mark}\n{tagger}tag nested{i}\nfrom :{1000 + i}\n{tagger}",
                _ => $"blob\nmark :{1000 + i}\ndata 2\n{i}\n\ntag blob{i}\nfrom :{1000 + i}\n{tagger}",
            });
        }
        return script.ToString();
    }

    /// <summary>A commit.</summary>
    /// <param name="Parents">How many parents it has at most.</param>
    /// <param name="Places">Which.</param>
    /// <param name="Seconds">When it was made.</param>
    internal sealed record Commit(int Parents, int[] Places, long Seconds);

    /// <summary>A tag.</summary>
    /// <param name="Place">The commit.</param>
    /// <param name="Kind">What it is: of the commit itself, annotated, of an annotated one, of a blob.</param>
    internal sealed record Tag(int Place, int Kind);
}
