using Plimsoll.Benchmarks.Comparing;
using Plimsoll.Benchmarks.Workloads;

namespace Plimsoll.Benchmarks.Scenarios;

/// <summary>Everything that whole commands are compared at.</summary>
internal static class AllScenarios
{
    /// <param name="isTiny">Whether the work is as little as it can be.</param>
    public static IReadOnlyList<Scenario> Create(bool isTiny)
    {
        var shapes = ImageShape.All(isTiny);
        return
        [
            .. StartScenarios.Create(),
            .. shapes.Select((shape, i) => PushScenarios.Cold(shape, i)),
            .. shapes.Select(PushScenarios.Unchanged),
            PushScenarios.Latency(shapes[^1]),
            .. shapes.Select(CopyScenarios.Copy),
            .. shapes.Select(CopyScenarios.Pull),
            CopyScenarios.Tag(shapes[^1]),
            CopyScenarios.Look(shapes[^1]),
            AssemblyScenario.Create(isTiny ? 1 : 500),
            .. HistoryScenarios.Create(isTiny),
            .. CheckScenarios.Create(isTiny ? 20 : 10_000),
            .. BuildScenarios.Create(),
        ];
    }
}
