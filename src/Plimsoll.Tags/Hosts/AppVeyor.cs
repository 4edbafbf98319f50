using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>A job of AppVeyor (appveyor.com/docs, "Environment variables"). It builds the merge of a pull request.</summary>
internal static class AppVeyor
{
    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (!Is("APPVEYOR"))
            return null;

        var pullRequest = environment("APPVEYOR_PULL_REQUEST_NUMBER");
        var tag = pullRequest is null && Is("APPVEYOR_REPO_TAG") ? environment("APPVEYOR_REPO_TAG_NAME") : null;
        var last = environment("APPVEYOR_PULL_REQUEST_HEAD_COMMIT");
        return new HostContext
        {
            Host = "AppVeyor",
            Event = pullRequest is not null ? BuildEvent.PullRequest
                : Is("APPVEYOR_SCHEDULED_BUILD") ? BuildEvent.Schedule
                : Is("APPVEYOR_FORCED_BUILD") ? BuildEvent.Manual
                : tag is not null ? BuildEvent.Tag
                : BuildEvent.Push,
            CommitId = environment("APPVEYOR_REPO_COMMIT"),
            PullRequestHeadId = pullRequest is null ? null : last,
            IsPullRequestMerge = pullRequest is not null && last is not null && last != environment("APPVEYOR_REPO_COMMIT"),
            Branch = pullRequest is null && tag is null ? environment("APPVEYOR_REPO_BRANCH") : null,
            Tag = tag,
            PullRequest = pullRequest,
            PullRequestBranch = pullRequest is null ? null : environment("APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH"),
            BaseBranch = pullRequest is null ? null : environment("APPVEYOR_REPO_BRANCH"),
            Actor = environment("APPVEYOR_REPO_COMMIT_AUTHOR"),
            RunUrl = RunUrl(environment),
        };

        bool Is(string name) => string.Equals(environment(name), "true", StringComparison.OrdinalIgnoreCase);
    }

    private static string? RunUrl(Func<string, string?> environment) =>
        (environment("APPVEYOR_URL"), environment("APPVEYOR_ACCOUNT_NAME"), environment("APPVEYOR_PROJECT_SLUG"), environment("APPVEYOR_BUILD_ID")) is ({ } server, { } account, { } project, { } build)
            ? $"{server.TrimEnd('/')}/project/{account}/{project}/builds/{build}"
            : null;
}
