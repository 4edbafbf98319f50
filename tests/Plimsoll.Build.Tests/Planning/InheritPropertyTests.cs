using CsCheck;
using Plimsoll.Build.Planning;

namespace Plimsoll.Build.Tests.Planning;

/// <summary>Taking over is the same as writing what the other says in its place.</summary>
public sealed class InheritPropertyTests
{
    /// <summary>For each target what it says, in order: an action of its own, or (from 0 on) a target that it takes over.</summary>
    private static readonly Gen<List<List<int>>> Graphs =
        from size in Gen.Int[1, 6]
        from said in Gen.Int[-3, size - 1].List[0, 3].List[size]
        select said;

    [Fact]
    public void What_is_taken_over_is_said_in_its_place_and_what_comes_back_to_itself_is_refused() => Graphs.Sample(said =>
    {
        var targets = new Target[said.Count];
        var ran = new List<string>();
        for (var i = 0; i < said.Count; i++)
        {
            var own = i;
            targets[i] = definition => said[own].Select((what, place) => (what, place)).Aggregate(
                definition,
                (d, s) => s.what >= 0 ? d.Inherit(targets[s.what]) : d.Executes(() => ran.Add($"{own}.{s.place}")));
        }

        for (var i = 0; i < said.Count; i++)
        {
            var definition = new TargetDefinition($"T{i}");
            var expected = Expand(said, i, []);
            if (expected is null)
            {
                Assert.Throws<BuildException>(() => definition.TakeOver(null, targets[i]));
                continue;
            }

            definition.TakeOver(null, targets[i]);
            ran.Clear();
            foreach (var action in definition.Actions)
                action(default).GetAwaiter().GetResult();
            Assert.Equal(expected, ran);
        }
    });

    /// <summary>The actions in order, or <c>null</c> where a target takes over itself.</summary>
    private static List<string>? Expand(List<List<int>> said, int target, HashSet<int> above)
    {
        if (!above.Add(target))
            return null;
        var actions = new List<string>();
        for (var place = 0; place < said[target].Count; place++)
            if (said[target][place] < 0)
                actions.Add($"{target}.{place}");
            else if (Expand(said, said[target][place], above) is { } inner)
                actions.AddRange(inner);
            else
                return null;
        above.Remove(target);
        return actions;
    }
}
