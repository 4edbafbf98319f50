namespace Plimsoll.Build.CI.Generation.GitLab;

/// <summary>The stages of a pipeline: jobs that need no other one, those that need only these, and so on.</summary>
/// <remarks>What a job waits for is what it needs. The stages only show where it stands.</remarks>
internal sealed class GitLabStages
{
    /// <summary>How many jobs the name of a stage has.</summary>
    private const int Named = 3;

    private readonly Dictionary<ExecutableTarget, int> _depths = [];

    /// <param name="jobs">The jobs, each behind those that it needs.</param>
    public GitLabStages(IReadOnlyList<PipelineJob> jobs)
    {
        foreach (var job in jobs)
            _depths[job.Target!] = job.Needs.Select(target => _depths[target] + 1).DefaultIfEmpty().Max();
        Names = [.. jobs.GroupBy(job => _depths[job.Target!]).OrderBy(group => group.Key).Select(group => Describe([.. group.Select(job => job.Target!.Name)]))];
    }

    /// <summary>Their names, the first one first.</summary>
    public IReadOnlyList<string> Names { get; }

    public string GetName(PipelineJob job) => Names[_depths[job.Target!]];

    private static string Describe(string[] targets) =>
        string.Join(", ", targets.Take(Named)) + (targets.Length > Named ? $" and {targets.Length - Named} more" : "");
}
