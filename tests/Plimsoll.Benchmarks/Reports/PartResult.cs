using Plimsoll.Benchmarks.Statistics;

namespace Plimsoll.Benchmarks.Reports;

/// <summary>What was measured of one part.</summary>
/// <param name="Name">The part, and of what.</param>
/// <param name="Time">Seconds for each time.</param>
/// <param name="AllocatedBytes">What each time allocates.</param>
internal sealed record PartResult(string Name, Summary Time, long AllocatedBytes);
