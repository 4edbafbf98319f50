using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>
/// A step of Bitbucket Pipelines (support.atlassian.com, "Variables and secrets"). It never says that a schedule or a person
/// started it: such a run is like a push.
/// </summary>
internal static class Bitbucket
{
    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (environment("BITBUCKET_BUILD_NUMBER") is not { } build || environment("BITBUCKET_COMMIT") is not { } commit)
            return null;

        var pullRequest = environment("BITBUCKET_PR_ID");
        var tag = environment("BITBUCKET_TAG");
        return new HostContext
        {
            Host = "Bitbucket Pipelines",
            Event = pullRequest is not null ? BuildEvent.PullRequest : tag is not null ? BuildEvent.Tag : BuildEvent.Push,
            CommitId = commit,

            // The step merges the target into it before it starts, where there is something to merge.
            PullRequestHeadId = pullRequest is null ? null : commit,
            Branch = pullRequest is null ? environment("BITBUCKET_BRANCH") : null,
            Tag = tag,
            PullRequest = pullRequest,
            PullRequestBranch = pullRequest is null ? null : environment("BITBUCKET_BRANCH"),
            BaseBranch = environment("BITBUCKET_PR_DESTINATION_BRANCH"),
            Actor = environment("BITBUCKET_STEP_TRIGGERER_UUID"),
            RunUrl = environment("BITBUCKET_REPO_FULL_NAME") is { } repository ? $"https://bitbucket.org/{repository}/pipelines/results/{build}" : null,
            BuilderId = environment("BITBUCKET_REPO_FULL_NAME") is { } name ? $"https://bitbucket.org/{name}/pipelines" : null,
        };
    }
}
