namespace Plimsoll.Build.CI.Generation.Azure;

/// <summary>The jobs that each stage of a pipeline has, and the names of their artifacts.</summary>
internal sealed class AzureJobs
{
    private readonly IReadOnlyList<PipelineJob> _jobs;
    private readonly IReadOnlyList<ExecutableTarget> _invoked;
    private readonly IReadOnlyList<AzurePipelinesImage> _images;
    private readonly HashSet<ExecutableTarget> _consumed;

    /// <param name="jobs">The jobs, each behind those that it needs.</param>
    /// <param name="invoked">What the pipeline runs.</param>
    /// <param name="images">The machines of the stages.</param>
    /// <exception cref="BuildException">Two jobs would have one name, which differ only in what a name cannot have (exit code 2).</exception>
    public AzureJobs(IReadOnlyList<PipelineJob> jobs, IReadOnlyList<ExecutableTarget> invoked, IReadOnlyList<AzurePipelinesImage> images)
    {
        _jobs = jobs;
        _invoked = invoked;
        _images = images;
        _consumed = [.. jobs.SelectMany(job => job.Consumes)];
        if (Targets.GroupBy(target => AzureNames.ToId(target.Name), StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw BuildException.Usage($"Two jobs would be called {twice.Key}.", "Give the targets names that differ in letters of ASCII.");
    }

    public IEnumerable<ExecutableTarget> Targets => _jobs.Select(job => job.Target!);

    public PipelineJob this[ExecutableTarget target] => _jobs.First(job => job.Target == target);

    /// <summary>Whether it is for what the pipeline names, and so gets all secrets. Jobs that only prepare others do not.</summary>
    public bool IsInvoked(PipelineJob job) => _invoked.Contains(job.Target!);

    public bool IsConsumed(ExecutableTarget target) => _consumed.Contains(target);

    /// <summary>The artifact that a job has of a target; of each machine, where several share the work.</summary>
    public string GetArtifact(ExecutableTarget target, PipelineJob job, AzurePipelinesImage image) =>
        GetStem(target, job, image) + (job.Partitions > 1 ? "-$(System.JobPositionInPhase)" : "");

    /// <summary>The artifacts that other jobs have of a target: one, or one of each machine that shared the work.</summary>
    public IEnumerable<string> GetArtifacts(ExecutableTarget target, AzurePipelinesImage image)
    {
        var job = this[target];
        var stem = GetStem(target, job, image);
        return job.Partitions > 1 ? Enumerable.Range(1, job.Partitions).Select(part => $"{stem}-{part}") : [stem];
    }

    private string GetStem(ExecutableTarget target, PipelineJob job, AzurePipelinesImage image) =>
        ArtifactName.Of(target, job, _jobs, _images.Count > 1 ? AzureNames.Of(image) : null);
}
