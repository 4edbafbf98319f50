using System.Text;
using Plimsoll.Benchmarks.Comparing;
using Plimsoll.Benchmarks.Statistics;

namespace Plimsoll.Benchmarks.Reports;

/// <summary>The comparisons as Markdown: the machine, the targets, the measurements.</summary>
internal static class CommandMarkdown
{
    private const string None = "–";

    public static string Write(CommandReport report)
    {
        var text = new StringBuilder();
        var machine = report.Machine;
        text.Append($"Measured on {machine.Cores} cores ({machine.Processor}), {MeasureText.FormatBytes(machine.MemoryBytes)} of memory, {machine.System}, kernel {machine.Kernel}, {machine.FileSystem}, {machine.Runtime}; ");
        text.Append($"with {string.Join(", ", machine.Versions)}.\n");
        if (report.Scenarios.Any(scenario => scenario.Targets.Count > 0))
            text.Append($"\n### Targets\n\n{Targets(report.Scenarios)}");
        foreach (var group in report.Scenarios.GroupBy(scenario => scenario.Group))
            text.Append($"\n### {char.ToUpperInvariant(group.Key[0])}{group.Key[1..]}\n\n{Measurements(group)}");
        if (report.Skipped.Count > 0)
            text.Append($"\nNot measured:\n\n{string.Concat(report.Skipped.Select(line => $"- {line}\n"))}");
        return text.ToString();
    }

    private static MarkdownTable Targets(IEnumerable<ScenarioResult> scenarios)
    {
        var table = new MarkdownTable("work", "target", "measured", "");
        foreach (var scenario in scenarios)
            foreach (var target in scenario.Targets)
                table.Add(scenario.Name, target.Text, target.Measured ?? None, target.Verdict);
        return table;
    }

    private static MarkdownTable Measurements(IEnumerable<ScenarioResult> scenarios)
    {
        var all = scenarios.ToList();
        var makesOutput = all.SelectMany(scenario => scenario.Contenders).Any(contender => contender.Observation.OutputBytes is not null);
        var hasRequests = all.SelectMany(scenario => scenario.Contenders).Any(contender => contender.Observation.Requests is not null);
        List<string> headings = ["work", "command", "time", "(from – to)", "CPU time", "peak memory", "page faults"];
        if (hasRequests)
            headings.Add("requests (writes)");
        if (makesOutput)
            headings.Add("made");
        var table = new MarkdownTable([.. headings, "ours ÷ it: time", "(from – to)", "CPU time"]);
        foreach (var scenario in all)
            foreach (var contender in scenario.Contenders)
            {
                List<string> cells =
                [
                    contender == scenario.Own ? scenario.Name : "",
                    contender.Name,
                    Median(contender, Measure.Wall),
                    contender.Summary(Measure.Wall) is { } wall ? $"{MeasureText.FormatSeconds(wall.Minimum)} – {MeasureText.FormatSeconds(wall.Maximum)}" : None,
                    Median(contender, Measure.Cpu),
                    Median(contender, Measure.Memory),
                    Median(contender, Measure.PageFaults),
                ];
                if (hasRequests)
                    cells.Add(contender.Observation is { Requests: { } requests, Writes: { } writes } ? $"{requests} ({writes})" : None);
                if (makesOutput)
                    cells.Add(contender.Observation.OutputBytes is { } bytes ? MeasureText.FormatBytes(bytes) : None);
                var (time, cpu) = contender == scenario.Own ? (null, null) : (scenario.Own.RatioTo(contender, Measure.Wall), scenario.Own.RatioTo(contender, Measure.Cpu));
                table.Add([.. cells, Ratio(time), time is { } spread ? $"{spread.Minimum:0.00} – {spread.Maximum:0.00}" : None, Ratio(cpu)]);
            }

        return table;
    }

    private static string Median(ContenderResult contender, Measure measure) => contender.Summary(measure) is { } summary ? MeasureText.Format(measure, summary.Median) : None;

    private static string Ratio(Summary? ratio) => ratio is { } measured ? $"{measured.Median:0.00}" : None;
}
