using System.Text.Json;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Plimsoll.Benchmarks.Comparing;
using Plimsoll.Benchmarks.Parts;
using Plimsoll.Benchmarks.Reports;
using Summary = Plimsoll.Benchmarks.Statistics.Summary;

namespace Plimsoll.Benchmarks;

/// <summary>Parts of the libraries by themselves, in this process, where the code is compiled as it runs.</summary>
internal static class PartBenchmarks
{
    /// <summary>The files' name, without extension.</summary>
    private const string Name = "parts";

    private static readonly Type[] Parts = [typeof(ReferenceParsing), typeof(ManifestParsing), typeof(TagPlanning), typeof(FileScanning), typeof(Hashing), typeof(TarAssembly)];

    /// <summary>Measures the parts that are asked for, prints their table and writes it.</summary>
    public static void Run(BenchmarkSettings settings, Machine machine)
    {
        var job = settings.IsTiny ? Job.Dry
            : settings.IsQuick ? Timed(TimeSpan.FromMilliseconds(50), iterations: 3)
            : Timed(TimeSpan.FromMilliseconds(200), iterations: 10);
        var config = ManualConfig.CreateEmpty()
            .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(NullLogger.Instance)
            .AddFilter(new SimpleFilter(benchmark => settings.Includes(NameOf(benchmark))))
            .WithArtifactsPath(Path.Combine(Path.GetFullPath(settings.Output), "BenchmarkDotNet"))
            .WithOptions(ConfigOptions.DisableLogFile);
        var parts = BenchmarkRunner.Run(Parts, config).SelectMany(summary => summary.Reports).Select(Result).ToList();
        if (parts.Count == 0)
            return;

        var table = new MarkdownTable("part", "time", "(from – to)", "allocated");
        foreach (var part in parts)
            table.Add(
                part.Name,
                MeasureText.FormatSeconds(part.Time.Median),
                $"{MeasureText.FormatSeconds(part.Time.Minimum)} – {MeasureText.FormatSeconds(part.Time.Maximum)}",
                $"{part.AllocatedBytes:N0} B");
        Console.WriteLine(table);
        var path = Path.Combine(settings.Output, Name);
        File.WriteAllText(path + ".md", table.ToString());
        File.WriteAllText(path + ".json", JsonSerializer.Serialize(new PartsJson(1, machine, parts), BenchmarkJson.Default.PartsJson) + "\n");
        BarChart.WriteTimes(path + ".svg", "Seconds", [.. parts.Select(part => (part.Name, part.Time))]);
    }

    private static Job Timed(TimeSpan iteration, int iterations) =>
        Job.Default.WithWarmupCount(3).WithIterationCount(iterations).WithIterationTime(TimeInterval.FromMilliseconds(iteration.TotalMilliseconds));

    private static PartResult Result(BenchmarkReport report)
    {
        var runs = report.ResultStatistics?.OriginalValues ?? throw new InvalidOperationException($"{NameOf(report.BenchmarkCase)} failed: {string.Join('\n', report.ExecuteResults.SelectMany(result => result.Errors))}");
        return new PartResult(NameOf(report.BenchmarkCase), Summary.Of(runs.Select(nanoseconds => nanoseconds / 1e9)), report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0);
    }

    private static string NameOf(BenchmarkCase benchmark) =>
        string.Join(' ', benchmark.Parameters.Items.Select(parameter => $"{parameter.Value}").Prepend($"{benchmark.Descriptor.Type.Name}.{benchmark.Descriptor.WorkloadMethod.Name}"));
}
