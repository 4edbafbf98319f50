using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>
/// A job of CircleCI (circleci.com/docs, "Project values and variables"). It builds branches: a build is one of a pull request
/// where its branch has one. It never says that a schedule or a person started it.
/// </summary>
internal static class CircleCI
{
    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (environment("CIRCLECI") != "true")
            return null;

        // Branches of forks are called pull/12.
        var branch = environment("CIRCLE_BRANCH");
        var ofFork = branch?.StartsWith("pull/", StringComparison.Ordinal) == true ? GitRef.PullRequest("refs/" + branch) : null;
        var tag = environment("CIRCLE_TAG");
        var pullRequest = tag is null ? environment("CIRCLE_PR_NUMBER") ?? LastNumber(environment("CIRCLE_PULL_REQUEST")) ?? ofFork : null;
        return new HostContext
        {
            Host = "CircleCI",
            Event = pullRequest is not null ? BuildEvent.PullRequest : tag is not null ? BuildEvent.Tag : BuildEvent.Push,
            CommitId = environment("CIRCLE_SHA1"),
            PullRequestHeadId = pullRequest is null ? null : environment("CIRCLE_SHA1"),
            Branch = pullRequest is null && tag is null ? branch : null,
            Tag = tag,
            PullRequest = pullRequest,
            PullRequestBranch = pullRequest is null || ofFork is not null ? null : branch,
            Actor = environment("CIRCLE_USERNAME"),
            RunUrl = environment("CIRCLE_BUILD_URL"),
        };
    }

    /// <summary>The number at the end of a pull request's address.</summary>
    private static string? LastNumber(string? url) =>
        url?.TrimEnd('/').Split('/')[^1] is { Length: > 0 } number && number.All(char.IsAsciiDigit) ? number : null;
}
