using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>The file of a workflow.</summary>
/// <param name="workflow">What describes it.</param>
/// <param name="context">The build.</param>
/// <param name="describe">Describes a job.</param>
internal sealed class GitHubWorkflow(GitHubActionsAttribute workflow, GenerationContext context, Func<GitHubJobPlan, GitHubActionsJob> describe)
{
    /// <exception cref="BuildException">What describes it is wrong (exit code 2).</exception>
    public GeneratedFile Generate()
    {
        var path = GitHubWorkflowName.ToPath(workflow.IdPostfix);
        Check();
        var file = new YamlMap
        {
            { "name", workflow.IdPostfix },
            { "on", new GitHubEvents(workflow).Create() },
            { "permissions", YamlMap.From(GitHubRights.Create(workflow, canWrite: !workflow.JobPerTarget)) },
            { "concurrency", GitHubConcurrency.Create(workflow.ConcurrencyGroup, workflow.ConcurrencyCancelInProgress, part: null) },
            { "env", YamlMap.From(NamedTexts.Parse(workflow.Env, nameof(workflow.Env))) },
            { "defaults", string.IsNullOrWhiteSpace(workflow.DefaultShell) ? null : new YamlMap { { "run", new YamlMap { { "shell", workflow.DefaultShell } } } } },
            { "jobs", new YamlLines(EntityLines.Of(PlanJobs().Select(describe))) },
        };
        return GeneratedFile.FromYaml(path, workflow, file);
    }

    private IReadOnlyList<GitHubJobPlan> PlanJobs()
    {
        var invoked = workflow.InvokedTargets.Length > 0 ? context.FindTargets(workflow.InvokedTargets, workflow) : [];
        var ran = invoked.Count > 0 ? invoked : context.Defaults;
        IReadOnlyList<PipelineJob> jobs = workflow.JobPerTarget
            ? PipelineJobs.Split(context.Targets, ran)
            : [PipelineJobs.Join(context.Targets, ran) with { Invoked = invoked }];
        return new GitHubJobPlanner(jobs, ran, workflow.RunsOnLabels.Length > 0 ? [workflow.Images[0]] : workflow.Images).Plan(workflow.JobPerTarget);
    }

    private void Check()
    {
        if (workflow.RunsOnLabels.Length > 0 && workflow.Images.Count > 1)
            throw workflow.CreateError("has several images, but RunsOnLabels name one machine", "Leave one image.");
        if (workflow.JobPerTarget && workflow.InvokedTargets.Length + context.Defaults.Count == 0)
            throw workflow.CreateError("has no targets", "Name some in InvokedTargets.");
        foreach (var secret in workflow.ImportSecrets.Concat(workflow.ImportParameters).Where(name => !NamedTexts.IsIdentifier(name)))
            throw workflow.CreateError($"imports '{secret}', which is not a name", "Use the name of a parameter: letters, digits, dashes and underscores.");
        if (new[] { workflow.CacheIncludePatterns, workflow.CacheExcludePatterns, workflow.CacheKeyFiles }.SelectMany(x => x).Any(pattern => pattern.Any(char.IsControl) || pattern.Trim().Length == 0))
            throw workflow.CreateError("has a pattern of the cache that is empty or has several lines", "Write one pattern in each text.");
    }
}
