using Plimsoll.Versioning;

namespace Plimsoll.Hosts;

/// <summary>A job of GitHub Actions (docs.github.com, "Variables reference"); Gitea and Forgejo speak the same.</summary>
internal static class GitHubActions
{
    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (environment("GITHUB_ACTIONS") != "true")
            return null;

        using var payload = GitHubPayload.Read(environment);
        var reference = environment("GITHUB_REF");
        var pullRequest = GitRef.PullRequest(reference) ?? payload.Number("pull_request", "number");
        return new HostContext
        {
            Host = "GitHub Actions",
            Event = Event(environment("GITHUB_EVENT_NAME"), reference),
            CommitId = environment("GITHUB_SHA"),
            PullRequestHeadId = payload.Text("pull_request", "head", "sha"),
            Branch = pullRequest is null ? GitRef.Branch(reference) : null,
            Tag = GitRef.Tag(reference),
            PullRequest = pullRequest,
            BaseBranch = environment("GITHUB_BASE_REF") is { Length: > 0 } target ? target : null,
            DefaultBranch = payload.Text("repository", "default_branch"),
            Actor = environment("GITHUB_ACTOR"),
            RunUrl = RunUrl(environment),
        };
    }

    private static BuildEvent Event(string? name, string? reference) => name switch
    {
        "pull_request" or "pull_request_target" => BuildEvent.PullRequest,
        "schedule" => BuildEvent.Schedule,
        "workflow_dispatch" or "repository_dispatch" => BuildEvent.Manual,
        _ when GitRef.Tag(reference) is not null => BuildEvent.Tag,
        _ => BuildEvent.Push,
    };

    private static string? RunUrl(Func<string, string?> environment) =>
        (environment("GITHUB_SERVER_URL"), environment("GITHUB_REPOSITORY"), environment("GITHUB_RUN_ID")) is ({ } server, { } repository, { } run)
            ? $"{server}/{repository}/actions/runs/{run}"
            : null;
}
