using System.Runtime.InteropServices;

namespace Plimsoll.Benchmarks.Measuring;

/// <summary>
/// What the kernel has counted of the children that this process has waited for, to the microsecond: between two readings it is
/// that of the one child which ended meanwhile. Peak memory is missing, as that of a child is never less than its parent's.
/// </summary>
/// <param name="Cpu">In user and kernel mode.</param>
/// <param name="PageFaults">Those without a disk.</param>
internal readonly partial record struct ChildUsage(TimeSpan Cpu, long PageFaults)
{
    private const int Children = -1;

    // Two times as seconds and microseconds, then fourteen numbers, of which the fifth counts page faults.
    private const int Numbers = 18;
    private const int MinorFaults = 8;

    public static ChildUsage Read()
    {
        Span<long> usage = stackalloc long[Numbers];
        if (GetResourceUsage(Children, ref MemoryMarshal.GetReference(usage)) != 0)
            throw new InvalidOperationException($"getrusage failed: {Marshal.GetLastPInvokeErrorMessage()}");
        return new ChildUsage(TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]), usage[MinorFaults]);
    }

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int GetResourceUsage(int who, ref long usage);
}
