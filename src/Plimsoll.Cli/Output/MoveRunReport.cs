using Plimsoll.Publishing.Environments;

namespace Plimsoll.Cli.Output;

/// <summary>What a promotion or a rollback would do with several images that move together: the result of <c>--dry-run</c>.</summary>
internal sealed record MoveRunReport(int SchemaVersion, string Kind, string Environment, IReadOnlyList<MoveReport> Images)
{
    public static MoveRunReport FromPlan(EnvironmentPlan plan) => new(1, plan.Kind, plan.Environment, [.. plan.Images.Select(MoveReport.FromPlan)]);

    public string ToJson() => CliJson.Write(this, CliJson.Default.MoveRunReport);
}
