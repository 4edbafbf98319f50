namespace Plimsoll.Benchmarks.Comparing;

/// <summary>What a target's limit is.</summary>
internal enum TargetKind
{
    /// <summary>A measurement.</summary>
    Number,

    /// <summary>A multiple of another's.</summary>
    Ratio,

    /// <summary>A difference from another's.</summary>
    Difference,
}
