namespace Plimsoll.IntegrationTests.Races;

/// <summary>What this process uses.</summary>
/// <param name="Heap">Bytes of managed objects that something refers to.</param>
/// <param name="Handles">Open files, sockets and the like.</param>
internal readonly record struct ProcessUse(long Heap, int Handles)
{
    /// <summary>Measures.</summary>
    public static ProcessUse Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return new ProcessUse(GC.GetTotalMemory(forceFullCollection: true), CountHandles());
    }

    /// <summary>Open files, sockets and the like.</summary>
    public static int CountHandles() => Directory.EnumerateFileSystemEntries("/proc/self/fd").Count();

    public override string ToString() => $"{Heap / 1024:N0} KiB, {Handles} handles";
}
