using System.Text;
using CsCheck;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Versions;

/// <summary>A history of any shape with any tags.</summary>
/// <param name="Parents">For each commit the earlier ones that it has as parents; none for a root. The last commit is HEAD.</param>
/// <param name="Tags">The names of tags, their commits, and whether they are annotated.</param>
internal sealed record RandomHistory(IReadOnlyList<IReadOnlyList<int>> Parents, IReadOnlyList<(string Name, int Commit, bool IsAnnotated)> Tags)
{
    private static readonly Gen<string> TagName = Gen.Select(
        OneOf("", "", "", "v", "V", "app-", "app/"),
        OneOf("0.0.0", "0.0.1", "0.1.0", "1.0.0", "1.0.1", "1.1.0", "1.10.0", "1.9.0", "2.0.0", "1.0", "01.0.0", "1.0.0.0", "4294967296.0.0", "latest"),
        OneOf("", "", "", "-alpha", "-alpha.0", "-alpha.1", "-alpha.beta", "-rc.2", "-rc.10", "-RC.2", "-0", "-00", "-9999999999", "-x-y-z.-", "-"),
        OneOf("", "", "", "", "+a", "+B", "+a.b", "+a-b"),
        (prefix, numbers, prerelease, metadata) => prefix + numbers + prerelease + metadata);

    public static readonly Gen<RandomHistory> Any =
        from count in Gen.Int[1, 14]
        from parents in Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1_000_000].Array[3]).Array[count]
        from tags in Gen.Select(TagName, Gen.Int[0, count - 1], Gen.Bool).Array[0, 10]
        select new RandomHistory(
            [.. parents.Select((choice, commit) => ParentsOf(commit, choice.Item1, choice.Item2))],
            [.. tags.DistinctBy(tag => tag.Item1)]);

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    public GitRepository Create()
    {
        var repository = GitRepository.Init();
        repository.RunWithInput(Script(), "fast-import", "--quiet");
        return repository;
    }

    // Mostly lines, some merges of two and three, and roots now and then.
    private static List<int> ParentsOf(int commit, int kind, int[] choices)
    {
        if (commit == 0 || kind == 0)
            return [];
        var count = kind switch { >= 8 => 3, >= 5 => 2, _ => 1 };
        return [.. choices.Take(count).Select((choice, index) => index == 0 && choice % 2 == 0 ? commit - 1 : choice % commit).Distinct()];
    }

    private string Script()
    {
        var script = new StringBuilder();
        for (var commit = 0; commit < Parents.Count; commit++)
        {
            // A ref of its own for each commit; a fast-import commit without "from" goes on from what its ref has.
            script.Append($"commit refs/heads/{(commit == Parents.Count - 1 ? "main" : $"c{commit}")}\nmark :{commit + 1}\ncommitter A <a@example.com> {1_700_000_000 + commit} +0000\ndata {$"{commit}".Length}\n{commit}\n");
            foreach (var (parent, index) in Parents[commit].Select((parent, index) => (parent, index)))
                script.Append($"{(index == 0 ? "from" : "merge")} :{parent + 1}\n");
            script.Append('\n');
        }
        foreach (var (name, commit, isAnnotated) in Tags)
            script.Append(isAnnotated
                ? $"tag {name}\nfrom :{commit + 1}\ntagger A <a@example.com> 1700000000 +0000\ndata 1\nx\n"
                : $"reset refs/tags/{name}\nfrom :{commit + 1}\n\n");
        return script.ToString();
    }
}
