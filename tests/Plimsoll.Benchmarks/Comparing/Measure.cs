namespace Plimsoll.Benchmarks.Comparing;

/// <summary>What is measured of a command.</summary>
internal enum Measure
{
    /// <summary>Seconds until it was done.</summary>
    Wall,

    /// <summary>Seconds of user and kernel time.</summary>
    Cpu,

    /// <summary>Page faults that read no disk.</summary>
    PageFaults,

    /// <summary>Bytes of memory at its peak.</summary>
    Memory,

    /// <summary>Requests to registries.</summary>
    Requests,

    /// <summary>Requests to registries that write.</summary>
    Writes,
}
