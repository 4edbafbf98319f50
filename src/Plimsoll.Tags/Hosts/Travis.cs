using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>A job of Travis CI (docs.travis-ci.com, "Environment Variables"). It builds the merge of a pull request, and a tag is its branch too.</summary>
internal static class Travis
{
    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (environment("TRAVIS") != "true")
            return null;

        var pullRequest = GitRef.Number(environment("TRAVIS_PULL_REQUEST"));
        var tag = pullRequest is null ? environment("TRAVIS_TAG") : null;
        var (commit, last) = (environment("TRAVIS_COMMIT"), environment("TRAVIS_PULL_REQUEST_SHA"));
        return new HostContext
        {
            Host = "Travis CI",
            Event = environment("TRAVIS_EVENT_TYPE") switch
            {
                _ when pullRequest is not null => BuildEvent.PullRequest,
                "cron" => BuildEvent.Schedule,
                "api" => BuildEvent.Manual,
                _ when tag is not null => BuildEvent.Tag,
                _ => BuildEvent.Push,
            },
            CommitId = commit,
            PullRequestHeadId = pullRequest is null ? null : last,
            IsPullRequestMerge = pullRequest is not null && last is not null && last != commit,
            Branch = pullRequest is null && tag is null ? environment("TRAVIS_BRANCH") : null,
            Tag = tag,
            PullRequest = pullRequest,
            PullRequestBranch = pullRequest is null ? null : environment("TRAVIS_PULL_REQUEST_BRANCH"),
            BaseBranch = pullRequest is null ? null : environment("TRAVIS_BRANCH"),
            RunUrl = environment("TRAVIS_BUILD_WEB_URL"),
        };
    }
}
