namespace Plimsoll.Build;

/// <summary>The state of a target during and after the run.</summary>
public enum ExecutionStatus
{
    /// <summary>It is no part of this run.</summary>
    None,

    /// <summary>It is to run.</summary>
    Scheduled,

    /// <summary>It did not run, because an earlier target failed or the build was interrupted.</summary>
    NotRun,

    /// <summary>Skipped by <c>--skip</c>, by a condition, or because it succeeded in the run that <c>--continue</c> resumes.</summary>
    Skipped,

    /// <summary>All its actions ended without an exception.</summary>
    Succeeded,

    /// <summary>One of its actions threw.</summary>
    Failed,

    /// <summary>Its actions run.</summary>
    Running,

    /// <summary>It was running when the build was interrupted.</summary>
    Aborted,
}
