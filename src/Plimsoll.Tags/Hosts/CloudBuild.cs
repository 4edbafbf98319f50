using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>
/// A step of Google Cloud Build (cloud.google.com/build/docs, "Substituting variable values"). It tells its steps nothing unless the
/// build maps its substitutions to variables: <c>options: { automapSubstitutions: true }</c>.
/// </summary>
internal static class CloudBuild
{
    public static HostContext? Detect(Func<string, string?> environment)
    {
        var commit = environment("COMMIT_SHA") ?? environment("REVISION_ID");
        if (environment("PROJECT_ID") is null || environment("BUILD_ID") is not { } build || commit is null)
            return null;

        var pullRequest = GitRef.Number(environment("_PR_NUMBER"));
        var tag = pullRequest is null ? environment("TAG_NAME") : null;
        return new HostContext
        {
            Host = "Google Cloud Build",
            Event = pullRequest is not null ? BuildEvent.PullRequest : tag is not null ? BuildEvent.Tag : BuildEvent.Push,
            CommitId = commit,
            PullRequestHeadId = pullRequest is null ? null : commit,
            Branch = pullRequest is null && tag is null ? environment("BRANCH_NAME") : null,
            Tag = tag,
            PullRequest = pullRequest,
            PullRequestBranch = pullRequest is null ? null : environment("_HEAD_BRANCH"),
            BaseBranch = pullRequest is null ? null : environment("_BASE_BRANCH"),
            RunUrl = $"https://console.cloud.google.com/cloud-build/builds{(environment("LOCATION") is { } region ? $";region={region}" : "")}/{build}?project={environment("PROJECT_ID")}",
        };
    }
}
