namespace Plimsoll.Build;

/// <summary>The state of a target during and after the run.</summary>
public enum TargetStatus
{
    /// <summary>It has not run yet, or never will because an earlier target failed.</summary>
    NotRun,

    /// <summary>Skipped by <c>--skip</c> or by a condition.</summary>
    Skipped,

    /// <summary>All its actions ended without an exception.</summary>
    Succeeded,

    /// <summary>One of its actions threw.</summary>
    Failed,

    /// <summary>It was running when the build was interrupted.</summary>
    Aborted,
}
