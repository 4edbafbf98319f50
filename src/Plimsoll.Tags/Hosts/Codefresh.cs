using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>A step of Codefresh (codefresh.io/docs, "Variables"). A tag that was pushed is called a branch, unless a release was made of it.</summary>
internal static class Codefresh
{
    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (environment("CF_BUILD_ID") is null)
            return null;

        var pullRequest = GitRef.Number(environment("CF_PULL_REQUEST_NUMBER"));
        var tag = pullRequest is null ? environment("CF_RELEASE_TAG") : null;
        var commit = environment("CF_REVISION");
        var isOfBranch = pullRequest is null && tag is null;
        return new HostContext
        {
            Host = "Codefresh",
            Event = pullRequest is not null ? BuildEvent.PullRequest : tag is not null ? BuildEvent.Tag : BuildEvent.Push,
            CommitId = commit,
            PullRequestHeadId = pullRequest is null ? null : environment("CF_PULL_REQUEST_HEAD_COMMIT_SHA") ?? commit,
            Branch = isOfBranch ? environment("CF_BRANCH") : null,
            BranchMayBeTag = isOfBranch,
            Tag = tag,
            IsPrerelease = tag is not null && environment("CF_PRERELEASE_FLAG") == "true",
            PullRequest = pullRequest,
            PullRequestBranch = pullRequest is null ? null : environment("CF_PULL_REQUEST_HEAD_BRANCH") ?? environment("CF_BRANCH"),
            BaseBranch = pullRequest is null ? null : environment("CF_PULL_REQUEST_TARGET") ?? environment("CF_BASE_BRANCH"),
            Actor = environment("CF_BUILD_INITIATOR") ?? environment("CF_COMMIT_AUTHOR"),
            RunUrl = environment("CF_BUILD_URL"),
        };
    }
}
