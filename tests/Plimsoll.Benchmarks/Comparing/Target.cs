using Plimsoll.Benchmarks.Statistics;

namespace Plimsoll.Benchmarks.Comparing;

/// <summary>What is wanted of our command: at most a number, or at most a multiple of what the best of others needs, or at most so much more than it.</summary>
internal sealed record Target
{
    private Target(TargetKind kind, Measure measure, double limit, IReadOnlyList<string> peers) => (Kind, Measure, Limit, Peers) = (kind, measure, limit, peers);

    private TargetKind Kind { get; }

    private Measure Measure { get; }

    private double Limit { get; }

    /// <summary>The commands whose best is compared with, as far as they are there.</summary>
    private IReadOnlyList<string> Peers { get; }

    /// <summary>A measurement of our own.</summary>
    public static Target AtMost(double limit, Measure measure) => new(TargetKind.Number, measure, limit, []);

    /// <summary>A multiple of the best of others.</summary>
    public static Target AtMostTimes(double factor, Measure measure, params IReadOnlyList<string> peers) => new(TargetKind.Ratio, measure, factor, peers);

    /// <summary>So much more than the best of others.</summary>
    public static Target AtMostMore(double more, Measure measure, params IReadOnlyList<string> peers) => new(TargetKind.Difference, measure, more, peers);

    /// <summary>Compares it with what was measured.</summary>
    /// <param name="results">The commands: ours first.</param>
    public TargetResult Evaluate(IReadOnlyList<ContenderResult> results)
    {
        var own = results[0];
        var best = results.Skip(1).Where(result => Peers.Contains(result.Name) && result.Summary(Measure) is not null).MinBy(result => result.Summary(Measure)!.Value.Median);
        var text = Describe(best);
        if (own.Summary(Measure) is not { } measured)
            return new TargetResult(text, $"{MeasureText.NameOf(Measure)} of {own.Name} was not measured");
        if (Kind == TargetKind.Number)
            return Compare(text, measured, value => MeasureText.Format(Measure, value));
        if (best is null)
            return new TargetResult(text, $"not here: {string.Join(", ", Peers)}");
        return Kind == TargetKind.Ratio
            ? own.RatioTo(best, Measure) is { } ratio ? Compare(text, ratio, value => $"{value:0.00} ×") : new TargetResult(text, $"{best.Name} needs none")
            : Compare(text, Summary.Of(own.Values(Measure).Zip(best.Values(Measure), (value, other) => value - other)), value => MeasureText.Format(Measure, value));
    }

    private TargetResult Compare(string text, Summary measured, Func<double, string> format) => new(text, Missing: null)
    {
        Measured = format(measured.Median),
        Value = measured,
        Limit = Limit,
        IsRatio = Kind == TargetKind.Ratio,
        IsMet = measured.Median <= Limit,
    };

    private string Describe(ContenderResult? best)
    {
        var name = MeasureText.NameOf(Measure);
        var peer = best is null || Peers.Count == 1 ? string.Join(" or ", Peers) : $"the best of {string.Join(", ", Peers)} ({best.Name})";
        return Kind switch
        {
            TargetKind.Number => $"{name}: at most {MeasureText.Format(Measure, Limit)}",
            TargetKind.Ratio => $"{name}: at most {Limit:0.##} × {peer}",
            _ => $"{name}: at most {MeasureText.Format(Measure, Limit)} over {peer}",
        };
    }
}
