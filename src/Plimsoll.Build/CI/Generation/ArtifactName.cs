namespace Plimsoll.Build.CI.Generation;

/// <summary>The names that artifacts have in a run, in which no two may have the same.</summary>
internal static class ArtifactName
{
    /// <summary>Names what a target produces in a job, apart from the number of a machine that shares the work.</summary>
    /// <param name="target">The target.</param>
    /// <param name="job">The job that runs it.</param>
    /// <param name="jobs">All jobs. Several may run the target, and each needs a name of its own.</param>
    /// <param name="image">The machine, where the jobs run on several; else <c>null</c>.</param>
    public static string Of(ExecutableTarget target, PipelineJob job, IReadOnlyList<PipelineJob> jobs, string? image) =>
        target.Name
        + (image is null ? "" : $"-{image}")
        + (job.Target != target && jobs.Count(other => other.Targets.Contains(target)) > 1 ? $"-{job.Target}" : "");
}
