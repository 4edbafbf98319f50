namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>Names the jobs and artifacts of a workflow, which runs the same jobs on each image.</summary>
/// <param name="jobs">The jobs, each behind those that it needs.</param>
/// <param name="invoked">The targets that the workflow names.</param>
/// <param name="images">The images.</param>
internal sealed class GitHubJobPlanner(IReadOnlyList<PipelineJob> jobs, IReadOnlyList<ExecutableTarget> invoked, IReadOnlyList<GitHubActionsImage> images)
{
    private readonly HashSet<ExecutableTarget> _consumed = [.. jobs.SelectMany(job => job.Consumes)];
    private readonly Dictionary<ExecutableTarget, PipelineJob> _jobs = jobs.Where(job => job.Target is not null).ToDictionary(job => job.Target!);

    /// <summary>Returns the jobs of all images.</summary>
    /// <param name="isSplit">Whether jobs are those of targets; otherwise there is one, which is called like its image, as NUKE does.</param>
    /// <exception cref="BuildException">Two jobs would have one key, which differ only in what a key cannot have (exit code 2).</exception>
    public IReadOnlyList<GitHubJobPlan> Plan(bool isSplit)
    {
        List<GitHubJobPlan> plans = [.. images.SelectMany(image => jobs.Select(job => Plan(job, image, isSplit)))];
        return plans.GroupBy(plan => plan.Id, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw BuildException.Usage($"Two jobs would be called {twice.Key}.", "Give the targets names that differ in letters of ASCII.")
            : plans;
    }

    private GitHubJobPlan Plan(PipelineJob job, GitHubActionsImage image, bool isSplit) => new(
        job,
        image,
        isSplit ? GetId(job.Target!, image) : GitHubWorkflowName.ToJobId(GitHubNames.Of(image)),
        [.. job.Needs.Select(target => GetId(target, image))],
        !isSplit || invoked.Contains(job.Target!),
        [.. job.Targets.Where(target => target.Definition.Products.Count > 0).Select(target => new GitHubArtifact(GetName(target, job, image), target, _consumed.Contains(target)))],
        [.. job.Consumes.SelectMany(target => GetNames(target, image))]);

    private string GetId(ExecutableTarget target, GitHubActionsImage image) =>
        GitHubWorkflowName.ToJobId(images.Count > 1 ? $"{target}-{GitHubNames.Of(image)}" : target.Name);

    private string GetName(ExecutableTarget target, PipelineJob job, GitHubActionsImage image) =>
        GetStem(target, job, image) + (job.Partitions > 1 ? "-${{ matrix.partition }}" : "");

    /// <summary>The artifacts that other jobs have of a target: one, or one of each part. A pattern would take those of an image whose name goes on.</summary>
    private IEnumerable<string> GetNames(ExecutableTarget target, GitHubActionsImage image)
    {
        var job = _jobs[target];
        var stem = GetStem(target, job, image);
        return job.Partitions > 1 ? Enumerable.Range(1, job.Partitions).Select(part => $"{stem}-{part}") : [stem];
    }

    private string GetStem(ExecutableTarget target, PipelineJob job, GitHubActionsImage image) =>
        ArtifactName.Of(target, job, jobs, images.Count > 1 ? GitHubNames.Of(image) : null);
}
