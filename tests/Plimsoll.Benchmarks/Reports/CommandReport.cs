using Plimsoll.Benchmarks.Comparing;

namespace Plimsoll.Benchmarks.Reports;

/// <summary>The comparisons of one run.</summary>
/// <param name="Machine">Where they were measured.</param>
/// <param name="Scenarios">What was measured.</param>
/// <param name="Skipped">What was not, each with why.</param>
internal sealed record CommandReport(Machine Machine, IReadOnlyList<ScenarioResult> Scenarios, IReadOnlyList<string> Skipped);
