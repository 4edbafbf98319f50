namespace Plimsoll.Benchmarks.Reports;

/// <summary>The measurements of parts as JSON.</summary>
internal sealed record PartsJson(int SchemaVersion, Machine Machine, IReadOnlyList<PartResult> Parts);
