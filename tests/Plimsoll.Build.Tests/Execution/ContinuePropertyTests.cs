using CsCheck;
using Plimsoll.Build.Tests.Planning;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.Execution;

/// <summary>A run that fails anywhere and is continued does what one run that does not fail does, and does nothing twice but what cleans up and what depends on what runs.</summary>
public sealed class ContinuePropertyTests
{
    private static readonly Gen<(RandomGraph Graph, int[] Failing, int[] Assured, int[] Proceeding)> Runs =
        Gen.Select(RandomGraph.WithoutCycle, Gen.Int[0, 8].Array[0, 3], Gen.Int[0, 8].Array[0, 2], Gen.Int[0, 8].Array[0, 4]);

    [Fact]
    public async Task What_succeeded_runs_once_unless_a_dependency_runs_again_and_all_else_runs_in_its_order() => await Runs.SampleAsync(async run =>
    {
        using var fixture = new BuildFixture();
        var (graph, failing, assured, proceeding) = run;
        string[] targets = [.. graph.Invoked.Select(i => $"T{i}")];
        var ran = new List<int>();
        var succeeded = new HashSet<int>();

        Define(failing);
        var first = await fixture.RunAsync<DynamicBuild>(targets);
        var whole = first.ExitCode == ExitCode.Done ? [.. ran] : await WholeAsync();
        var done = succeeded.ToHashSet();
        ran.Clear();
        Define([]);
        var second = await fixture.RunAsync<DynamicBuild>([.. targets, "--continue"]);

        Assert.Equal(ExitCode.Done, second.ExitCode);
        var again = new HashSet<int>();
        foreach (var target in whole.Where(t => first.ExitCode == ExitCode.Done || !done.Contains(t) || RunsAgain(t) || DependenciesOf(t).Any(again.Contains)))
            again.Add(target);
        Assert.Equal(whole.Where(again.Contains), ran);

        async Task<List<int>> WholeAsync()
        {
            using var other = new BuildFixture();
            var before = ran.ToList();
            ran.Clear();
            var kept = succeeded.ToHashSet();
            Define([]);
            await other.RunAsync<DynamicBuild>(targets);
            var all = ran.ToList();
            (ran, succeeded) = (before, kept);
            return all;
        }

        bool RunsAgain(int target) => assured.Contains(target) || graph.Said.Any(s =>
            (s.Call == Plimsoll.Build.Planning.TargetCall.Triggers && s.Declarer == target && assured.Contains(s.Other))
            || (s.Call == Plimsoll.Build.Planning.TargetCall.TriggeredBy && s.Other == target && assured.Contains(s.Declarer)));

        IEnumerable<int> DependenciesOf(int target) => graph.Said
            .Where(s => (s.Call == Plimsoll.Build.Planning.TargetCall.DependsOn && s.Declarer == target) || (s.Call == Plimsoll.Build.Planning.TargetCall.DependentFor && s.Other == target))
            .Select(s => s.Call == Plimsoll.Build.Planning.TargetCall.DependsOn ? s.Other : s.Declarer);

        void Define(int[] fails) => DynamicBuild.Definition = (i, build, definition) =>
        {
            if (i >= graph.Size)
                return definition;
            foreach (var (_, call, other) in graph.Said.Where(s => s.Declarer == i))
                definition = call switch
                {
                    Plimsoll.Build.Planning.TargetCall.DependsOn => definition.DependsOn(build[other]),
                    Plimsoll.Build.Planning.TargetCall.DependentFor => definition.DependentFor(build[other]),
                    Plimsoll.Build.Planning.TargetCall.After => definition.After(build[other]),
                    Plimsoll.Build.Planning.TargetCall.Before => definition.Before(build[other]),
                    Plimsoll.Build.Planning.TargetCall.Triggers => definition.Triggers(build[other]),
                    _ => definition.TriggeredBy(build[other]),
                };
            if (assured.Contains(i))
                definition = definition.AssuredAfterFailure();
            if (proceeding.Contains(i))
                definition = definition.ProceedAfterFailure();
            return definition.Executes(() =>
            {
                ran.Add(i);
                if (fails.Contains(i))
                    throw new InvalidOperationException("as drawn");
                succeeded.Add(i);
            });
        };
    }, iter: 300);
}
