namespace Plimsoll.Benchmarks.Measuring;

/// <summary>One run of a command.</summary>
/// <param name="Wall">From its start until it was gone.</param>
/// <param name="Cpu">In user and kernel mode, with the processes that it started and waited for.</param>
/// <param name="PageFaults">Pages that were mapped without reading a disk, of the same processes.</param>
internal readonly record struct Sample(TimeSpan Wall, TimeSpan Cpu, long PageFaults);
