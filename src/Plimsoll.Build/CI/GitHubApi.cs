using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.Build.CI;

/// <summary>The two requests that a build makes of GitHub's API. One of each is made in a run, so that the connection is not kept.</summary>
/// <param name="address">The address of the API; <c>null</c> for that of github.com.</param>
/// <param name="token">The token of the run.</param>
internal sealed class GitHubApi(string? address, string token)
{
    /// <summary>How many jobs of a run are asked for at once: the most that GitHub gives.</summary>
    private const int PageSize = 100;

    private readonly string _address = (address ?? "https://api.github.com").TrimEnd('/');

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Adds a comment to an issue or pull request.</summary>
    /// <exception cref="BuildException">GitHub refuses, or cannot be reached.</exception>
    public async Task CreateCommentAsync(string repository, int issue, string text, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Post, $"repos/{repository}/issues/{issue}/comments", new JsonObject { ["body"] = text }, cancellationToken);

    /// <summary>
    /// Finds the identifier of the running job: of the run's jobs the one of that name, or, because a job of a matrix or with a shown
    /// name has another, the one that runs on this runner.
    /// </summary>
    /// <exception cref="BuildException">GitHub refuses, cannot be reached, or tells of no such job.</exception>
    public async Task<long> GetJobIdAsync(string repository, long runId, string name, string? runner, CancellationToken cancellationToken)
    {
        var jobs = new List<JsonObject>();
        for (var page = 1; ; page++)
        {
            var answer = await SendAsync(HttpMethod.Get, $"repos/{repository}/actions/runs/{runId}/jobs?per_page={PageSize}&page={page}", null, cancellationToken);
            var more = (answer?["jobs"] as JsonArray ?? []).OfType<JsonObject>().ToList();
            jobs.AddRange(more);
            if (more.Count < PageSize)
                break;
        }

        var named = jobs.Where(job => Text(job, "name") == name).ToList();
        var mine = jobs.Where(job => Text(job, "status") == "in_progress" && Text(job, "runner_name") == runner).ToList();
        var found = named is [var only] ? only : mine is [var running] ? running : null;
        return found?["id"] is JsonValue id && id.TryGetValue<long>(out var number)
            ? number
            : throw new BuildException(BuildExitCode.Failed, $"Run {runId} of {repository} has {jobs.Count} jobs, of which none is known to be this one: none is named '{name}', nor does only one run on '{runner}'.");
    }

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Timeout };
        using var request = new HttpRequestMessage(method, $"{_address}/{path}");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Plimsoll.Build", null));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new BuildException(BuildExitCode.Failed, $"GitHub refused {method} {_address}/{path}: {(int)response.StatusCode} {Message(text)}".TrimEnd());
            return text.Length > 0 ? JsonNode.Parse(text) : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            throw new BuildException(BuildExitCode.Failed, $"{method} {_address}/{path} failed: {exception.Message}", null, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BuildException(BuildExitCode.Failed, $"{method} {_address}/{path} failed: there was no answer within {Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds.", null, exception);
        }
    }

    private static string Message(string body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject json ? Text(json, "message") ?? "" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
