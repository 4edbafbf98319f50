namespace Plimsoll.Build.CI.Generation;

/// <summary>A job of a pipeline: what one machine runs.</summary>
internal sealed record PipelineJob
{
    /// <summary>The targets that are named on its command line.</summary>
    public required IReadOnlyList<ExecutableTarget> Invoked { get; init; }

    /// <summary>All targets that run in it, in their order.</summary>
    public required IReadOnlyList<ExecutableTarget> Targets { get; init; }

    /// <summary>The targets that it would run too, if other jobs did not: it has to be told to skip them.</summary>
    public IReadOnlyList<ExecutableTarget> Skipped { get; init; } = [];

    /// <summary>The jobs that end before it begins, by the target that each is for.</summary>
    public IReadOnlyList<ExecutableTarget> Needs { get; init; } = [];

    /// <summary>The targets of other jobs whose artifacts it is given before it begins; each has such a job, which it needs.</summary>
    public IReadOnlyList<ExecutableTarget> Consumes { get; init; } = [];

    /// <summary>The number of machines that share its work; 1 for one that does it all.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>The target that the job is for, where it is for one; what it is called then.</summary>
    public ExecutableTarget? Target => Invoked is [var only] ? only : null;
}
