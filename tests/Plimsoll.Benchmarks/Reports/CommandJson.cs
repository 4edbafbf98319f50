namespace Plimsoll.Benchmarks.Reports;

/// <summary>The comparisons as JSON.</summary>
internal sealed record CommandJson(int SchemaVersion, Machine Machine, IReadOnlyList<ScenarioJson> Scenarios, IReadOnlyList<string> Skipped)
{
    public static CommandJson From(CommandReport report) => new(1, report.Machine, [.. report.Scenarios.Select(ScenarioJson.From)], report.Skipped);
}
