using System.Text.RegularExpressions;
using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>A job of GitHub Actions (docs.github.com, "Variables reference"); Gitea and Forgejo speak the same.</summary>
internal static partial class GitHubActions
{
    public static bool IsHost(Func<string, string?> environment) => environment("GITHUB_ACTIONS") == "true";

    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (!IsHost(environment))
            return null;

        using var payload = GitHubPayload.Read(environment);
        var reference = environment("GITHUB_REF");

        // Of a pull request that was merged the run is for what that made of the branch.
        var isMerged = GitRef.Branch(reference) is not null && payload.Flag("pull_request", "merged");
        var pullRequest = isMerged ? null : GitRef.PullRequest(reference) ?? payload.Number("pull_request", "number") ?? QueuedPullRequest(reference);
        return new HostContext
        {
            Host = environment("FORGEJO_ACTIONS") == "true" ? "Forgejo Actions" : environment("GITEA_ACTIONS") == "true" ? "Gitea Actions" : "GitHub Actions",
            Event = isMerged ? BuildEvent.Push : Event(environment("GITHUB_EVENT_NAME"), reference),
            CommitId = environment("GITHUB_SHA"),
            PullRequestHeadId = isMerged ? null : payload.Text("pull_request", "head", "sha"),
            // A run of pull_request_target is for a commit of the base branch, which merges nothing.
            IsPullRequestMerge = GitRef.IsMerge(reference),
            Branch = pullRequest is null ? GitRef.Branch(reference) : null,
            Tag = GitRef.Tag(reference),
            IsPrerelease = payload.Flag("release", "prerelease"),
            PullRequest = pullRequest,
            PullRequestBranch = isMerged ? null : environment("GITHUB_HEAD_REF"),
            BaseBranch = isMerged ? null : environment("GITHUB_BASE_REF") ?? GitRef.Branch(payload.Text("merge_group", "base_ref")),
            DefaultBranch = payload.Text("repository", "default_branch"),
            Actor = environment("GITHUB_ACTOR"),
            RunUrl = RunUrl(environment),
            InvocationId = RunUrl(environment) is { } run && environment("GITHUB_RUN_ATTEMPT") is { } attempt ? $"{run}/attempts/{attempt}" : null,
            BuilderId = (environment("GITHUB_SERVER_URL"), environment("GITHUB_WORKFLOW_REF")) is ({ } server, { } workflow) ? $"{server}/{workflow}" : null,
            RepositoryUrl = (environment("GITHUB_SERVER_URL"), environment("GITHUB_REPOSITORY")) is ({ } address, { } repository) ? $"{address}/{repository}" : null,
        };
    }

    private static BuildEvent Event(string? name, string? reference) => name switch
    {
        "pull_request" or "pull_request_target" or "pull_request_review" or "pull_request_review_comment" or "merge_group" => BuildEvent.PullRequest,
        "schedule" => BuildEvent.Schedule,
        "workflow_dispatch" or "repository_dispatch" => BuildEvent.Manual,
        _ when GitRef.Tag(reference) is not null => BuildEvent.Tag,
        _ => BuildEvent.Push,
    };

    /// <summary>The last pull request of a merge queue's own branch, <c>gh-readonly-queue/main/pr-12-…</c>.</summary>
    private static string? QueuedPullRequest(string? reference) =>
        QueueBranch.Match(GitRef.Branch(reference) ?? "") is { Success: true } match ? match.Groups["number"].Value : null;

    [GeneratedRegex(@"^gh-readonly-queue/.+/pr-(?<number>[0-9]+)-[0-9a-f]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex QueueBranch { get; }

    private static string? RunUrl(Func<string, string?> environment) =>
        (environment("GITHUB_SERVER_URL"), environment("GITHUB_REPOSITORY"), environment((environment("FORGEJO_ACTIONS") ?? environment("GITEA_ACTIONS")) == "true" ? "GITHUB_RUN_NUMBER" : "GITHUB_RUN_ID")) is ({ } server, { } repository, { } run)
            ? $"{server}/{repository}/actions/runs/{run}"
            : null;
}
