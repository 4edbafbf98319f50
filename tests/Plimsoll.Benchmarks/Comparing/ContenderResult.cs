using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Statistics;

namespace Plimsoll.Benchmarks.Comparing;

/// <summary>What was measured of one command.</summary>
/// <param name="Name">The command.</param>
/// <param name="WorksElsewhere">Whether a daemon did the work.</param>
/// <param name="Samples">Its timed runs, in order of turns.</param>
/// <param name="Observation">The run before them.</param>
internal sealed record ContenderResult(string Name, bool WorksElsewhere, IReadOnlyList<Sample> Samples, Observation Observation)
{
    /// <summary>Whether it did only a part of the work. The default is <c>false</c>.</summary>
    public bool IsLimit { get; init; }

    /// <summary>Measurements in order of turns; one where it was measured once, none where it was not.</summary>
    public IReadOnlyList<double> Values(Measure measure) => measure switch
    {
        Measure.Wall => [.. Samples.Select(sample => sample.Wall.TotalSeconds)],
        Measure.Cpu => WorksElsewhere ? [] : [.. Samples.Select(sample => sample.Cpu.TotalSeconds)],
        Measure.PageFaults => WorksElsewhere ? [] : [.. Samples.Select(sample => (double)sample.PageFaults)],
        Measure.Memory => Single(Observation.Memory),
        Measure.Requests => Single(Observation.Requests),
        _ => Single(Observation.Writes),
    };

    /// <summary>All measurements together, or <c>null</c> where there is none.</summary>
    public Summary? Summary(Measure measure) => Values(measure) is { Count: > 0 } values ? Statistics.Summary.Of(values) : null;

    /// <summary>How many times as much this is as another, turn by turn; <c>null</c> where one of them was not measured.</summary>
    public Summary? RatioTo(ContenderResult other, Measure measure) =>
        Values(measure) is { Count: > 0 } values && other.Values(measure) is { Count: > 0 } others ? PairedRatio.Of(values, others) : null;

    private static IReadOnlyList<double> Single(double? value) => value is { } measured ? [measured] : [];
}
