using CsCheck;
using Plimsoll.Build.Planning;

namespace Plimsoll.Build.Tests.Planning;

/// <summary>A random graph and what is run of it. The targets are 0 to <paramref name="Size"/> − 1, in the order of declaration.</summary>
/// <param name="Size">How many targets there are.</param>
/// <param name="Said">What targets say of others.</param>
/// <param name="Invoked">The targets invoked.</param>
/// <param name="Skipped">The targets skipped by name.</param>
/// <param name="KeepsDependencies">The targets whose dependencies run although they are skipped.</param>
internal sealed record RandomGraph(
    int Size,
    IReadOnlyList<(int Declarer, TargetCall Call, int Other)> Said,
    IReadOnlyList<int> Invoked,
    IReadOnlyList<int> Skipped,
    IReadOnlyList<int> KeepsDependencies)
{
    /// <summary>Graphs of which many have a cycle.</summary>
    public static Gen<RandomGraph> Any { get; } = Create(ordered: false);

    /// <summary>Graphs of which none has a cycle: what runs first has the higher rank in a random order.</summary>
    public static Gen<RandomGraph> WithoutCycle { get; } = Create(ordered: true);

    public override string ToString() =>
        string.Join("; ", Said.Select(s => $"{s.Declarer}.{s.Call}({s.Other})")) + $" | run {string.Join(' ', Invoked)} | skip {string.Join(' ', Skipped)} | keep {string.Join(' ', KeepsDependencies)}";

    /// <summary>The engine's targets for it.</summary>
    public TargetGraph ToTargets()
    {
        var graph = TargetGraph.Of(string.Join(' ', Enumerable.Range(0, Size)));
        foreach (var (declarer, call, other) in Said)
            graph.With($"{declarer}", call, $"{other}");
        foreach (var target in KeepsDependencies)
            graph[$"{target}"].Definition.WhenSkipped(DependencyBehavior.Execute);
        return graph;
    }

    private static Gen<RandomGraph> Create(bool ordered) =>
        from size in Gen.Int[1, 9]
        from rank in Gen.Shuffle(Enumerable.Range(0, size).ToArray())
        from said in Gen.Select(Gen.Int[0, size - 1], Gen.Enum<TargetCall>(), Gen.Int[0, size - 1]).List[0, 14]
        from invoked in Gen.Int[0, size - 1].List[1, 3]
        from skipped in Gen.Int[0, size - 1].List[0, 2]
        from keeps in Gen.Int[0, size - 1].List[0, 2]
        select new RandomGraph(
            size,
            ordered ? [.. said.Where(s => s.Item1 != s.Item3).Select(s => Turn(s, rank))] : said,
            [.. invoked.Distinct()],
            [.. skipped.Distinct()],
            [.. keeps.Distinct()]);

    /// <summary>Exchanges the two targets where the one of the lower rank would run first.</summary>
    private static (int, TargetCall, int) Turn((int Declarer, TargetCall Call, int Other) said, int[] rank)
    {
        var otherIsFirst = said.Call is TargetCall.DependsOn or TargetCall.After or TargetCall.TriggeredBy;
        return rank[said.Other] > rank[said.Declarer] == otherIsFirst ? said : (said.Other, said.Call, said.Declarer);
    }
}
