using Plimsoll.Benchmarks.Comparing;

namespace Plimsoll.Benchmarks.Reports;

/// <summary>The comparisons of one run.</summary>
/// <param name="Machine">Where they were measured.</param>
/// <param name="Scenarios">What was measured.</param>
/// <param name="Skipped">What was not, each with why.</param>
internal sealed record CommandReport(Machine Machine, IReadOnlyList<ScenarioResult> Scenarios, IReadOnlyList<string> Skipped)
{
    /// <summary>The peer that was fastest, or <c>null</c>.</summary>
    public static ContenderResult? FastestPeer(ScenarioResult scenario) => scenario.Peers.MinBy(peer => peer.Summary(Measure.Wall)!.Value.Median);
}
