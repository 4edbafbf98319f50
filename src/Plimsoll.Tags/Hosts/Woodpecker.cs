using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>A step of Woodpecker (woodpecker-ci.org/docs, "Environment variables"). It checks out a pull request's own commit.</summary>
internal static class Woodpecker
{
    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (environment("CI") != "woodpecker" && environment("CI_SYSTEM_NAME") != "woodpecker")
            return null;

        var name = environment("CI_PIPELINE_EVENT");
        var isPullRequest = name is not null ? name.StartsWith("pull_request", StringComparison.Ordinal) : environment("CI_COMMIT_PULL_REQUEST") is not null;
        var pullRequest = isPullRequest ? environment("CI_COMMIT_PULL_REQUEST") : null;
        var tag = isPullRequest ? null : environment("CI_COMMIT_TAG");
        var commit = environment("CI_COMMIT_SHA");
        return new HostContext
        {
            Host = "Woodpecker",
            Event = name switch
            {
                _ when isPullRequest => BuildEvent.PullRequest,
                "cron" => BuildEvent.Schedule,
                "manual" or "deployment" => BuildEvent.Manual,
                _ when tag is not null => BuildEvent.Tag,
                _ => BuildEvent.Push,
            },
            CommitId = commit,
            PullRequestHeadId = isPullRequest ? commit : null,
            Branch = isPullRequest || tag is not null ? null : environment("CI_COMMIT_BRANCH"),
            Tag = tag,
            IsPrerelease = environment("CI_COMMIT_PRERELEASE") == "true",
            PullRequest = pullRequest,
            PullRequestBranch = isPullRequest ? environment("CI_COMMIT_SOURCE_BRANCH") : null,
            BaseBranch = isPullRequest ? environment("CI_COMMIT_TARGET_BRANCH") : null,
            DefaultBranch = environment("CI_REPO_DEFAULT_BRANCH"),
            Actor = environment("CI_PIPELINE_AUTHOR") ?? environment("CI_COMMIT_AUTHOR"),
            RunUrl = environment("CI_PIPELINE_URL"),
        };
    }
}
