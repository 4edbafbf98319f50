namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>What a run is killed at.</summary>
internal enum KillEvent
{
    /// <summary>A request arrives, and the server sees nothing of it.</summary>
    RequestLost,

    /// <summary>A request arrives, and the server sees half of its body; where it has none, all of it.</summary>
    RequestHalfSent,

    /// <summary>A request arrives, and the server sees all of it.</summary>
    RequestDone,

    /// <summary>A file of its folders is made, changed, renamed or deleted.</summary>
    FileChange,

    /// <summary>Some time has passed.</summary>
    Time,
}
