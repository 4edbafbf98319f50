using Plimsoll.Build;
using Plimsoll.Build.CI;

/// <summary>A workflow that runs <c>.ci/run</c>, which checks what the targets have made as well. As root, because the tests start a Docker Engine.</summary>
sealed class EveryCommitAttribute(string name, GitHubActionsImage image) : GitHubActionsAttribute(name, image)
{
    protected override GitHubActionsJob GetJobs(GitHubActionsImage image, IReadOnlyCollection<ExecutableTarget> relevantTargets)
    {
        var job = base.GetJobs(image, relevantTargets);
        job.Steps.OfType<GitHubActionsRunStep>().Single().Command = "sudo -E env \"PATH=$PATH\" .ci/run";
        return job;
    }
}
