using System.Text.Json;
using Plimsoll.Versioning;

namespace Plimsoll.Hosts;

/// <summary>A job of GitHub Actions (docs.github.com, "Variables reference"); Gitea and Forgejo speak the same.</summary>
internal static class GitHubActions
{
    private const int MaximumPayload = 25 * 1024 * 1024;

    public static HostContext? Detect(Func<string, string?> environment)
    {
        if (environment("GITHUB_ACTIONS") != "true")
            return null;

        using var payload = ReadPayload(environment("GITHUB_EVENT_PATH"));
        var reference = environment("GITHUB_REF");
        var pullRequest = GitRef.PullRequest(reference) ?? PullRequestNumber(payload);
        return new HostContext
        {
            Host = "GitHub Actions",
            Event = Event(environment("GITHUB_EVENT_NAME"), reference),
            CommitId = environment("GITHUB_SHA"),
            PullRequestHeadId = Text(payload, "pull_request", "head", "sha"),
            Branch = pullRequest is null ? GitRef.Branch(reference) : null,
            Tag = GitRef.Tag(reference),
            PullRequest = pullRequest,
            BaseBranch = environment("GITHUB_BASE_REF") is { Length: > 0 } target ? target : null,
            DefaultBranch = Text(payload, "repository", "default_branch"),
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

    private static string? PullRequestNumber(JsonDocument? payload) =>
        Element(payload, "pull_request", "number") is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : null;

    private static string? RunUrl(Func<string, string?> environment) =>
        (environment("GITHUB_SERVER_URL"), environment("GITHUB_REPOSITORY"), environment("GITHUB_RUN_ID")) is ({ } server, { } repository, { } run)
            ? $"{server}/{repository}/actions/runs/{run}"
            : null;

    private static string? Text(JsonDocument? payload, params ReadOnlySpan<string> path) =>
        Element(payload, path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Element(JsonDocument? payload, params ReadOnlySpan<string> path)
    {
        if (payload is null)
            return null;

        var element = payload.RootElement;
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        return element;
    }

    /// <summary>The event's payload; a file that is missing or broken only means that less is known.</summary>
    private static JsonDocument? ReadPayload(string? path)
    {
        try
        {
            return path is not null && new FileInfo(path) is { Exists: true, Length: < MaximumPayload }
                ? JsonDocument.Parse(File.ReadAllBytes(path))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
