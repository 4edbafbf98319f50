using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>A job of GitLab CI/CD (docs.gitlab.com, "Predefined CI/CD variables reference"). Its checkouts are always detached.</summary>
internal static class GitLab
{
    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (environment("GITLAB_CI") != "true")
            return null;

        var commit = environment("CI_COMMIT_SHA");
        var pullRequest = environment("CI_MERGE_REQUEST_IID") ?? environment("CI_EXTERNAL_PULL_REQUEST_IID");

        // Only pipelines for merged results name the branch's commit; elsewhere it is the one that the pipeline is for.
        var merged = environment("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA");
        return new HostContext
        {
            Host = "GitLab",
            Event = Event(environment("CI_PIPELINE_SOURCE"), pullRequest, environment("CI_COMMIT_TAG")),
            CommitId = commit,
            PullRequestHeadId = merged ?? (pullRequest is null ? null : environment("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA") ?? commit),
            IsPullRequestMerge = merged is not null && merged != commit,
            Branch = pullRequest is null ? environment("CI_COMMIT_BRANCH") : null,
            Tag = environment("CI_COMMIT_TAG"),
            PullRequest = pullRequest,
            PullRequestBranch = environment("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME") ?? environment("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME"),
            BaseBranch = environment("CI_MERGE_REQUEST_TARGET_BRANCH_NAME") ?? environment("CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME"),
            DefaultBranch = environment("CI_DEFAULT_BRANCH"),
            Actor = environment("GITLAB_USER_LOGIN"),
            RunUrl = environment("CI_PIPELINE_URL"),
            InvocationId = environment("CI_JOB_URL"),
            BuilderId = (environment("CI_PROJECT_URL"), environment("CI_RUNNER_ID")) is ({ } project, { } runner) ? $"{project}/-/runners/{runner}" : null,
            RepositoryUrl = environment("CI_PROJECT_URL"),
        };
    }

    private static BuildEvent Event(string? source, string? pullRequest, string? tag) => source switch
    {
        _ when pullRequest is not null => BuildEvent.PullRequest,
        "schedule" => BuildEvent.Schedule,
        "web" or "api" or "trigger" or "chat" => BuildEvent.Manual,
        _ when tag is not null => BuildEvent.Tag,
        _ => BuildEvent.Push,
    };
}
