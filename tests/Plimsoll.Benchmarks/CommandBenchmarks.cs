using System.Text.Json;
using Plimsoll.Benchmarks.Comparing;
using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Peers;
using Plimsoll.Benchmarks.Reports;
using Plimsoll.Benchmarks.Scenarios;

namespace Plimsoll.Benchmarks;

/// <summary>Whole commands beside those of others.</summary>
internal static class CommandBenchmarks
{
    /// <summary>The files' name, without extension.</summary>
    private const string Name = "commands";

    private const int QuickRuns = 3;

    /// <summary>Runs the scenarios that are asked for, prints their tables and writes them.</summary>
    /// <returns>Whether all of them ran.</returns>
    public static async Task<bool> RunAsync(BenchmarkSettings settings, Machine machine)
    {
        var results = new List<ScenarioResult>();
        var (skipped, failed) = (Skipped(settings).ToList(), false);
        await using (var workbench = new Workbench(settings.IsTiny))
            foreach (var scenario in AllScenarios.Create(settings.IsTiny).Where(scenario => settings.Includes(scenario.Group, scenario.Name)))
            {
                if (scenario.SkipReason is { } reason)
                    skipped.Add($"{scenario.Name}: {reason}");
                if (scenario.SkipReason is not null || (settings.IsTiny && scenario.IsSlow))
                    continue;

                Console.Error.WriteLine(scenario.Name);
                var runs = settings.Runs ?? (settings.IsQuick ? Math.Min(QuickRuns, scenario.Runs) : scenario.Runs);
                try
                {
                    results.Add(await Comparison.RunAsync(scenario, workbench, runs));

                    // Whoever ends the run keeps what it has measured.
                    Write(new CommandReport(machine, results, skipped), settings);
                }
                catch (InvalidOperationException exception)
                {
                    // One command that fails must not cost what was measured of the others in an hour.
                    failed = true;
                    Console.Error.WriteLine(exception.Message);
                    skipped.Add($"{scenario.Name}: a command failed");
                }
                finally
                {
                    await workbench.ClearAsync();
                }
            }

        if (results.Count > 0)
        {
            var markdown = Write(new CommandReport(machine, results, skipped), settings);
            Console.WriteLine(markdown);
            if (settings.Page is { } page)
                File.WriteAllText(page, MarkedPart.Replace(File.ReadAllText(page), markdown));
        }

        return !failed;
    }

    private static string Write(CommandReport report, BenchmarkSettings settings)
    {
        var markdown = CommandMarkdown.Write(report);
        var path = Path.Combine(settings.Output, Name);
        File.WriteAllText(path + ".md", markdown);
        File.WriteAllText(path + ".json", JsonSerializer.Serialize(CommandJson.From(report), BenchmarkJson.Default.CommandJson) + "\n");
        BarChart.WriteRatios(path + ".svg", "Our time as a multiple of the fastest other command's (in brackets)", [.. report.Scenarios.SelectMany(Bars)]);
        return markdown;
    }

    private static IEnumerable<(string Label, Statistics.Summary Value)> Bars(ScenarioResult scenario)
    {
        if (scenario.Contenders.Count > 1 && scenario.Own.RatioTo(scenario.FastestPeer, Measure.Wall) is { } ratio)
            yield return ($"{scenario.Name} ({scenario.FastestPeer.Name})", ratio);
    }

    private static IEnumerable<string> Skipped(BenchmarkSettings settings)
    {
        foreach (var tool in ImageTool.Peers.Except(ImageTool.Here))
            yield return $"{tool.Name}: not on PATH";
        if (DockerPush.SkipReason is { } reason)
            yield return reason;
        else if (settings.IsTiny)
            yield return "docker: left out where the work is tiny";
        else
            yield return $"docker, where there are more than {DockerPush.MaximumLayers} layers: its storage takes no more";
        if (!CommandRunner.MeasuresMemory)
            yield return "peak memory: GNU time is not on PATH";
    }
}
