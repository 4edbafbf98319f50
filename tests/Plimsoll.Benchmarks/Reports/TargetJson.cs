namespace Plimsoll.Benchmarks.Reports;

/// <summary>One target.</summary>
internal sealed record TargetJson(string Text, string? Measured, bool? Met, string Verdict);
