using Plimsoll.Benchmarks.Statistics;

namespace Plimsoll.Benchmarks.Comparing;

/// <summary>Whether something that was wanted is so.</summary>
/// <param name="Text">What was wanted.</param>
/// <param name="Missing">Why it cannot be told, or <c>null</c>.</param>
internal sealed record TargetResult(string Text, string? Missing)
{
    /// <summary>The median, with its unit.</summary>
    public string? Measured { get; init; }

    public Summary Value { get; init; }

    public double Limit { get; init; }

    /// <summary>Whether value and limit are multiples of another's.</summary>
    public bool IsRatio { get; init; }

    /// <summary>Whether it is so; <c>null</c> where it cannot be told.</summary>
    public bool? IsMet { get; init; }

    /// <summary>The last column of a table.</summary>
    public string Verdict => IsMet switch
    {
        null => Missing!,
        true => "met",
        false when Limit > 0 => $"missed by {(Value.Median / Limit) - 1:0.# %}",
        false => "missed",
    };
}
