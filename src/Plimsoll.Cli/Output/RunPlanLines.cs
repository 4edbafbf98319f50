using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Reports;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>A plan for several images: the plan of each under its name, and the images that none could be made for.</summary>
internal static class RunPlanLines
{
    public static IEnumerable<string> Of(RunPlanDocument run, bool isMarkdown)
    {
        var isFirst = true;
        foreach (RunPlanEntry image in run.Images)
        {
            if (!isFirst)
                yield return "";
            isFirst = false;
            if (!isMarkdown)
                yield return LogText.Neutralize($"{image.Name} → {image.Plan.Destination}");
            foreach (var line in isMarkdown ? PlanMarkdown.LinesOf(image.Plan, image.Name) : PlanLines.Format(image.Plan))
                yield return line;
        }

        // Text goes to a terminal, which has the errors too; what goes into a summary stands there alone.
        foreach (var failed in isMarkdown ? run.Failed : [])
        {
            if (!isFirst)
                yield return "";
            isFirst = false;
            yield return $"### No plan for {MarkdownText.Code(failed.Image)}";
            yield return "";
            foreach (var line in failed.Message.Split('\n'))
                yield return $"{MarkdownText.Escape(line)}<br>";
        }
    }
}
