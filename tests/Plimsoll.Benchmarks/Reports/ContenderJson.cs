using Plimsoll.Benchmarks.Comparing;
using Plimsoll.Benchmarks.Statistics;

namespace Plimsoll.Benchmarks.Reports;

/// <summary>One command; the ratios are ours to it.</summary>
internal sealed record ContenderJson(
    string Name, Summary? Wall, Summary? Cpu, Summary? PageFaults, long? Memory, int? Requests, int? Writes, long? OutputBytes, Summary? WallRatio, Summary? CpuRatio, IReadOnlyList<double> WallSamples)
{
    public static ContenderJson From(ContenderResult contender, ContenderResult? own) => new(
        contender.Name,
        contender.Summary(Measure.Wall),
        contender.Summary(Measure.Cpu),
        contender.Summary(Measure.PageFaults),
        contender.Observation.Memory,
        contender.Observation.Requests,
        contender.Observation.Writes,
        contender.Observation.OutputBytes,
        own?.RatioTo(contender, Measure.Wall),
        own?.RatioTo(contender, Measure.Cpu),
        contender.Values(Measure.Wall));
}
