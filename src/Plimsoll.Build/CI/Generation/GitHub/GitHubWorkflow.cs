namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>A workflow that an attribute describes.</summary>
internal sealed class GitHubWorkflow
{
    private readonly GitHubActionsAttribute _workflow;
    private readonly string _path;

    /// <param name="workflow">What describes it.</param>
    /// <param name="context">The build.</param>
    /// <exception cref="BuildException">What describes it is wrong (exit code 2).</exception>
    public GitHubWorkflow(GitHubActionsAttribute workflow, GenerationContext context)
    {
        _workflow = workflow;
        _path = GitHubWorkflowName.ToPath(workflow.IdPostfix);
        Check(context);
        Jobs = PlanJobs(context);
    }

    /// <summary>Its jobs.</summary>
    public IReadOnlyList<GitHubJobPlan> Jobs { get; }

    /// <summary>The targets that run in it, in their order.</summary>
    public IReadOnlyCollection<ExecutableTarget> Targets => [.. Jobs.SelectMany(job => job.Job.Targets).Distinct()];

    /// <summary>Describes it, as far as the attribute does.</summary>
    /// <param name="triggers">What starts it.</param>
    /// <param name="describe">Describes a job.</param>
    /// <exception cref="BuildException">What describes it is wrong (exit code 2).</exception>
    public GitHubActionsConfiguration Create(IEnumerable<GitHubActionsDetailedTrigger> triggers, Func<GitHubJobPlan, GitHubActionsJob> describe) => new()
    {
        Name = _workflow.IdPostfix,
        DetailedTriggers = [.. triggers],
        ReadPermissions = [GitHubActionsPermissions.Contents, .. _workflow.ReadPermissions],
        WritePermissions = _workflow.JobPerTarget ? [] : _workflow.WritePermissions,
        ConcurrencyGroup = _workflow.ConcurrencyGroup,
        ConcurrencyCancelInProgress = _workflow.ConcurrencyCancelInProgress,
        Env = new(NamedTexts.Parse(_workflow.Env, nameof(_workflow.Env))),
        DefaultShell = _workflow.DefaultShell,
        Jobs = [.. Jobs.Select(describe)],
    };

    /// <summary>Writes its file.</summary>
    /// <exception cref="BuildException">A part of it cannot be written (exit code 2).</exception>
    public GeneratedFile Write(ConfigurationEntity configuration)
    {
        try
        {
            return GeneratedFile.FromYaml(_path, _workflow, new Yaml.YamlLines(EntityLines.Of([configuration])));
        }
        catch (BuildException exception)
        {
            // A part does not know whose it is.
            throw BuildException.Usage($"{_workflow.Shown}: {exception.Message}", exception.Advice, exception);
        }
    }

    private IReadOnlyList<GitHubJobPlan> PlanJobs(GenerationContext context)
    {
        var invoked = _workflow.InvokedTargets.Length > 0 ? context.FindTargets(_workflow.InvokedTargets, _workflow) : [];
        var ran = invoked.Count > 0 ? invoked : context.Defaults;
        IReadOnlyList<PipelineJob> jobs = _workflow.JobPerTarget
            ? PipelineJobs.Split(context.Targets, ran)
            : [PipelineJobs.Join(context.Targets, ran) with { Invoked = invoked }];
        return new GitHubJobPlanner(jobs, ran, _workflow.RunsOnLabels.Length > 0 ? [_workflow.Images[0]] : _workflow.Images).Plan(_workflow.JobPerTarget);
    }

    private void Check(GenerationContext context)
    {
        if (_workflow.RunsOnLabels.Length > 0 && _workflow.Images.Count > 1)
            throw _workflow.CreateError("has several images, but RunsOnLabels name one machine", "Leave one image.");
        if (_workflow.JobPerTarget && _workflow.InvokedTargets.Length + context.Defaults.Count == 0)
            throw _workflow.CreateError("has no targets", "Name some in InvokedTargets.");
        foreach (var secret in _workflow.ImportSecrets.Concat(_workflow.ImportParameters).Where(name => !NamedTexts.IsIdentifier(name)))
            throw _workflow.CreateError($"imports '{secret}', which is not a name", "Use the name of a parameter: letters, digits, dashes and underscores.");
        if (new[] { _workflow.CacheIncludePatterns, _workflow.CacheExcludePatterns, _workflow.CacheKeyFiles }.SelectMany(x => x).Any(pattern => pattern.Any(char.IsControl) || pattern.Trim().Length == 0))
            throw _workflow.CreateError("has a pattern of the cache that is empty or has several lines", "Write one pattern in each text.");
    }
}
