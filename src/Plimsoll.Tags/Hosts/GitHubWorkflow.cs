using System.Globalization;
using System.Text.Json;
using Plimsoll.Tags.Context;

namespace Plimsoll.Tags.Hosts;

/// <summary>
/// The run of a workflow as docker/metadata-action sees it: <c>GITHUB_*</c>, the payload at <c>GITHUB_EVENT_PATH</c> and
/// <c>DOCKER_METADATA_*</c>, wherever they are set. What the action asks GitHub's API for comes from elsewhere.
/// </summary>
internal static class GitHubWorkflow
{
    /// <summary>Reads the run.</summary>
    /// <param name="environment">The environment variables.</param>
    /// <param name="now">The time of the run.</param>
    /// <param name="repository">Describes the repository; asked only for what the payload does not have.</param>
    /// <param name="commitDate">When a commit was made, or <c>null</c>; asked only where the payload does not say.</param>
    public static WorkflowContext Read(
        Func<string, string?> environment, DateTimeOffset now, Func<RepositoryDescription> repository, Func<string, DateTimeOffset?> commitDate)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(commitDate);
        using var payload = GitHubPayload.Read(environment);
        var eventName = environment("GITHUB_EVENT_NAME") ?? "";
        var sha = Sha(environment, payload, eventName);
        var description = Describe(payload, repository);
        return new WorkflowContext
        {
            EventName = eventName,
            Reference = Reference(environment, payload, eventName),
            Sha = sha,
            BaseReference = payload.Text("base_ref"),
            PullRequestBase = payload.Text("pull_request", "base", "ref"),
            DefaultBranch = description.DefaultBranch.Length > 0 ? description.DefaultBranch : null,
            CommitDate = PayloadDate(payload, sha) ?? commitDate(sha) ?? now,
            Now = now,
            ShortShaLength = environment("DOCKER_METADATA_SHORT_SHA_LENGTH") ?? "",
            AnnotationLevels = environment("DOCKER_METADATA_ANNOTATIONS_LEVELS") ?? "",
            Repository = description,
        };
    }

    /// <summary>A run of <c>pull_request_target</c> is for the base branch, but its tags are those of the pull request.</summary>
    private static string Reference(Func<string, string?> environment, GitHubPayload payload, string eventName) =>
        eventName.Contains("pull_request_target", StringComparison.Ordinal) && payload.Number("number") is { } number
            ? $"refs/pull/{number}/merge"
            : environment("GITHUB_REF") ?? "";

    private static string Sha(Func<string, string?> environment, GitHubPayload payload, string eventName)
    {
        var wantsHead = environment("DOCKER_METADATA_PR_HEAD_SHA")?.Contains("true", StringComparison.OrdinalIgnoreCase) == true
            && eventName.Contains("pull_request", StringComparison.Ordinal);
        return (wantsHead ? payload.Text("pull_request", "head", "sha") : null) ?? environment("GITHUB_SHA") ?? "";
    }

    private static DateTimeOffset? PayloadDate(GitHubPayload payload, string sha)
    {
        if (payload.Element("commits") is { ValueKind: JsonValueKind.Array } commits)
            foreach (var commit in commits.EnumerateArray())
                if (TextOf(commit, "id") == sha && Date(TextOf(commit, "timestamp")) is { } date)
                    return date;
        return payload.Text("head_commit", "id") == sha ? Date(payload.Text("head_commit", "timestamp")) : null;
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    /// <summary>A member of the payload that is <c>null</c> is known to be nothing; only one that is missing is asked for elsewhere.</summary>
    private static RepositoryDescription Describe(GitHubPayload payload, Func<RepositoryDescription> repository)
    {
        var other = new Lazy<RepositoryDescription>(repository);
        return new RepositoryDescription
        {
            Name = Member(description => description.Name, "repository", "name"),
            Description = Member(description => description.Description, "repository", "description"),
            Url = Member(description => description.Url, "repository", "html_url"),
            DefaultBranch = Member(description => description.DefaultBranch, "repository", "default_branch"),
            License = payload.Element("repository", "license") is { ValueKind: JsonValueKind.Null }
                ? ""
                : Member(description => description.License, "repository", "license", "spdx_id"),
        };

        string Member(Func<RepositoryDescription, string> otherwise, params ReadOnlySpan<string> path) =>
            payload.Element(path) is null ? otherwise(other.Value) : payload.Text(path) ?? "";
    }
}
