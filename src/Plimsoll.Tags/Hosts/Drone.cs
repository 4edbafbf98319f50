using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>A step of Drone (docs.drone.io, "Environment Reference"). It merges a pull request into its target in the checkout.</summary>
internal static class Drone
{
    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (environment("DRONE") != "true")
            return null;

        var pullRequest = environment("DRONE_PULL_REQUEST");
        var tag = pullRequest is null ? environment("DRONE_TAG") : null;
        var commit = environment("DRONE_COMMIT_SHA") ?? environment("DRONE_COMMIT");
        return new HostContext
        {
            Host = "Drone",
            Event = Event(environment("DRONE_BUILD_EVENT"), pullRequest, tag),
            CommitId = commit,
            PullRequestHeadId = pullRequest is null ? null : commit,
            Branch = pullRequest is null && tag is null ? environment("DRONE_COMMIT_BRANCH") ?? environment("DRONE_BRANCH") : null,
            Tag = tag,
            PullRequest = pullRequest,
            PullRequestBranch = pullRequest is null ? null : environment("DRONE_SOURCE_BRANCH"),
            BaseBranch = pullRequest is null ? null : environment("DRONE_TARGET_BRANCH"),
            DefaultBranch = environment("DRONE_REPO_BRANCH"),
            Actor = environment("DRONE_BUILD_TRIGGER") ?? environment("DRONE_COMMIT_AUTHOR"),
            RunUrl = environment("DRONE_BUILD_LINK"),
        };
    }

    private static BuildEvent Event(string? name, string? pullRequest, string? tag) => name switch
    {
        _ when pullRequest is not null => BuildEvent.PullRequest,
        "cron" => BuildEvent.Schedule,
        "custom" or "promote" or "rollback" => BuildEvent.Manual,
        _ when tag is not null => BuildEvent.Tag,
        _ => BuildEvent.Push,
    };
}
