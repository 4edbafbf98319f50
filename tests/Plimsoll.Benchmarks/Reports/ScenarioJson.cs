using Plimsoll.Benchmarks.Comparing;

namespace Plimsoll.Benchmarks.Reports;

/// <summary>One scenario.</summary>
internal sealed record ScenarioJson(string Group, string Name, IReadOnlyList<ContenderJson> Commands, IReadOnlyList<TargetJson> Targets)
{
    public static ScenarioJson From(ScenarioResult scenario) => new(
        scenario.Group,
        scenario.Name,
        [.. scenario.Contenders.Select(contender => ContenderJson.From(contender, contender == scenario.Own ? null : scenario.Own))],
        [.. scenario.Targets.Select(target => new TargetJson(target.Text, target.Measured, target.IsMet, target.Verdict))]);
}
