using Plimsoll.Publishing.Reports;
using Plimsoll.Publishing.Runs;

namespace Plimsoll.Cli.Output;

/// <summary>One image of a plan for several: the plan of one, under its name.</summary>
internal static class RunPlanLines
{
    public static IEnumerable<string> Of(PlannedImage image, bool isFirst, bool isMarkdown)
    {
        if (!isFirst)
            yield return "";
        if (!isMarkdown)
            yield return Hosts.LogText.Neutralize($"{image.Name} → {image.Plan.Destination}");
        foreach (var line in isMarkdown ? PlanMarkdown.LinesOf(image.Plan) : PlanText.LinesOf(image.Plan))
            yield return line;
    }
}
