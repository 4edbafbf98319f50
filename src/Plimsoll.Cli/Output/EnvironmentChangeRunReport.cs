using Plimsoll.Publishing.Environments;

namespace Plimsoll.Cli.Output;

/// <summary>What a promotion or a rollback would do with several images that move together: the result of <c>--dry-run</c>.</summary>
internal sealed record EnvironmentChangeRunReport(int SchemaVersion, string Kind, string Environment, IReadOnlyList<EnvironmentChangeReport> Images)
{
    public static EnvironmentChangeRunReport FromPlan(EnvironmentPlan plan) => new(1, plan.Kind, plan.Environment, [.. plan.Images.Select(EnvironmentChangeReport.FromPlan)]);

    public string ToJson() => CliJson.Write(this, CliJson.Default.EnvironmentChangeRunReport);
}
