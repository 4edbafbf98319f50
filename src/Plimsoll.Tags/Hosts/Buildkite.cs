using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>A job of Buildkite (buildkite.com/docs, "Environment variables"). It checks out a pull request's own commit, and a tag is its branch too.</summary>
internal static class Buildkite
{
    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (environment("BUILDKITE") != "true")
            return null;

        var pullRequest = GitRef.Number(environment("BUILDKITE_PULL_REQUEST"));
        var tag = pullRequest is null ? environment("BUILDKITE_TAG") : null;

        // A build that somebody starts may be for HEAD, whatever that is then.
        var commit = environment("BUILDKITE_COMMIT") is { } id && id != "HEAD" ? id : null;
        return new HostContext
        {
            Host = "Buildkite",
            Event = Event(environment("BUILDKITE_SOURCE"), pullRequest, tag),
            CommitId = commit,
            PullRequestHeadId = pullRequest is null ? null : commit,
            Branch = pullRequest is null && tag is null ? environment("BUILDKITE_BRANCH") : null,
            Tag = tag,
            PullRequest = pullRequest,
            PullRequestBranch = pullRequest is null ? null : environment("BUILDKITE_BRANCH"),
            BaseBranch = pullRequest is null ? null : environment("BUILDKITE_PULL_REQUEST_BASE_BRANCH"),
            DefaultBranch = environment("BUILDKITE_PIPELINE_DEFAULT_BRANCH"),
            Actor = environment("BUILDKITE_BUILD_CREATOR") ?? environment("BUILDKITE_BUILD_AUTHOR"),
            RunUrl = environment("BUILDKITE_BUILD_URL"),
            BuilderId = (environment("BUILDKITE_ORGANIZATION_SLUG"), environment("BUILDKITE_PIPELINE_SLUG")) is ({ } organization, { } pipeline) ? $"https://buildkite.com/{organization}/{pipeline}" : null,
        };
    }

    private static BuildEvent Event(string? source, string? pullRequest, string? tag) => source switch
    {
        _ when pullRequest is not null => BuildEvent.PullRequest,
        "schedule" => BuildEvent.Schedule,
        "ui" or "api" => BuildEvent.Manual,
        _ when tag is not null => BuildEvent.Tag,
        _ => BuildEvent.Push,
    };
}
