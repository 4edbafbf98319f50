using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>
/// A build of AWS CodeBuild (docs.aws.amazon.com, "Environment variables in build environments"): started by a webhook
/// (<c>branch/main</c>, <c>tag/v1</c>, <c>pr/12</c>), or for a source version that somebody names.
/// </summary>
internal static class CodeBuild
{
    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (environment("CODEBUILD_BUILD_ID") is null)
            return null;

        var trigger = environment("CODEBUILD_WEBHOOK_TRIGGER");
        var source = environment("CODEBUILD_SOURCE_VERSION");
        var pullRequest = GitRef.Number(GitRef.After(trigger, "pr/")) ?? GitRef.Number(GitRef.After(source, "pr/")) ?? GitRef.PullRequest(source);
        var tag = pullRequest is null ? GitRef.After(trigger, "tag/") ?? GitRef.Tag(source) : null;
        var commit = environment("CODEBUILD_RESOLVED_SOURCE_VERSION");
        var named = trigger is null && source is not null && source != commit && !source.Contains(':', StringComparison.Ordinal) && !source.StartsWith("refs/", StringComparison.Ordinal) && !GitRef.IsCommitId(source) ? source : null;
        return new HostContext
        {
            Host = "AWS CodeBuild",
            Event = pullRequest is not null ? BuildEvent.PullRequest
                : trigger is null && environment("CODEBUILD_INITIATOR") is { } initiator ? (initiator.StartsWith("rule/", StringComparison.Ordinal) ? BuildEvent.Schedule : initiator.StartsWith("codepipeline/", StringComparison.Ordinal) ? BuildEvent.Push : BuildEvent.Manual)
                : tag is not null ? BuildEvent.Tag
                : BuildEvent.Push,
            CommitId = GitRef.IsCommitId(commit) ? commit : null,
            PullRequestHeadId = pullRequest is not null && GitRef.IsCommitId(commit) ? commit : null,
            Branch = pullRequest is null && tag is null ? GitRef.After(trigger, "branch/") ?? GitRef.Branch(source) ?? named : null,
            BranchMayBeTag = named is not null,
            Tag = tag,
            PullRequest = pullRequest,
            PullRequestBranch = pullRequest is null ? null : GitRef.Branch(environment("CODEBUILD_WEBHOOK_HEAD_REF")),
            BaseBranch = pullRequest is null ? null : GitRef.Branch(environment("CODEBUILD_WEBHOOK_BASE_REF")),
            Actor = environment("CODEBUILD_WEBHOOK_ACTOR_ACCOUNT_ID") ?? environment("CODEBUILD_INITIATOR"),
            RunUrl = environment("CODEBUILD_BUILD_URL"),
        };
    }
}
