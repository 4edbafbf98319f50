namespace Plimsoll.Build;

/// <summary>What became of a target.</summary>
public enum TargetStatus
{
    /// <summary>Its turn has not come, or never came because an earlier target failed.</summary>
    NotRun,

    /// <summary>Left out on request or by a condition.</summary>
    Skipped,

    /// <summary>All its actions ended without an exception.</summary>
    Succeeded,

    /// <summary>One of its actions threw.</summary>
    Failed,

    /// <summary>It was running when the build was interrupted.</summary>
    Aborted,
}
