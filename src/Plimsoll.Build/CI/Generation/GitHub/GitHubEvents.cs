namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>What starts a workflow, as its attribute says it.</summary>
internal sealed class GitHubEvents(GitHubActionsAttribute workflow)
{
    /// <summary>Returns a trigger for each event that has conditions, or that is named without any.</summary>
    public IEnumerable<GitHubActionsDetailedTrigger> Create()
    {
        if (Has(GitHubActionsTrigger.Push, workflow.OnPushBranches, workflow.OnPushBranchesIgnore, workflow.OnPushTags, workflow.OnPushTagsIgnore, workflow.OnPushIncludePaths, workflow.OnPushExcludePaths))
            yield return new GitHubActionsVcsTrigger
            {
                Kind = GitHubActionsTrigger.Push,
                Branches = workflow.OnPushBranches,
                BranchesIgnore = workflow.OnPushBranchesIgnore,
                Tags = workflow.OnPushTags,
                TagsIgnore = workflow.OnPushTagsIgnore,
                IncludePaths = workflow.OnPushIncludePaths,
                ExcludePaths = workflow.OnPushExcludePaths,
            };
        if (Has(GitHubActionsTrigger.PullRequest, workflow.OnPullRequestBranches, workflow.OnPullRequestIncludePaths, workflow.OnPullRequestExcludePaths))
            yield return new GitHubActionsVcsTrigger
            {
                Kind = GitHubActionsTrigger.PullRequest,
                Branches = workflow.OnPullRequestBranches,
                IncludePaths = workflow.OnPullRequestIncludePaths,
                ExcludePaths = workflow.OnPullRequestExcludePaths,
            };
        var inputs = GitHubInputs.Find(workflow);
        if (inputs.Count > 0 || Has(GitHubActionsTrigger.WorkflowDispatch, workflow.OnWorkflowDispatchOptionalInputs, workflow.OnWorkflowDispatchRequiredInputs))
            yield return new GitHubActionsWorkflowDispatchTrigger
            {
                OptionalInputs = workflow.OnWorkflowDispatchOptionalInputs,
                RequiredInputs = workflow.OnWorkflowDispatchRequiredInputs,
                Inputs = [.. inputs],
            };
        if (workflow.OnCronSchedule is { } cron)
            yield return new GitHubActionsScheduledTrigger { Cron = cron };
    }

    private bool Has(GitHubActionsTrigger trigger, params string[][] conditions) => workflow.On.Contains(trigger) || conditions.Any(condition => condition.Length > 0);
}
