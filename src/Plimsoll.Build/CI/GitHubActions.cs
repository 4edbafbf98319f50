using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Build.Parameters;
using Plimsoll.Build.Servers;

namespace Plimsoll.Build.CI;

/// <summary>
/// GitHub Actions, and what calls itself so, such as Gitea and Forgejo. Each property is a variable of the job, read when it is asked for.
/// </summary>
public sealed class GitHubActions : Host, IBuildServer
{
    private readonly Lazy<JsonObject> _event;
    private readonly Lazy<long> _jobId;

    internal GitHubActions(HostContext context) : base(context)
    {
        _event = new Lazy<JsonObject>(ReadEvent);
        _jobId = new Lazy<long>(() => Api().GetJobIdAsync(Repository, RunId, Job, TextOrNull("RUNNER_NAME"), Context.CancellationToken()).GetAwaiter().GetResult());
    }

    /// <summary>The host of the running build, or <c>null</c> where that is another.</summary>
    public static GitHubActions? Instance => Running<GitHubActions>();

    /// <summary>The home directory of the runner's user: <c>HOME</c>.</summary>
    public string Home => Text("HOME");

    /// <summary>The name of the workflow: <c>GITHUB_WORKFLOW</c>.</summary>
    public string Workflow => Text("GITHUB_WORKFLOW");

    /// <summary>The identifier of the step or action: <c>GITHUB_ACTION</c>.</summary>
    public string Action => Text("GITHUB_ACTION");

    /// <summary>The user or app that started the workflow: <c>GITHUB_ACTOR</c>.</summary>
    public string Actor => Text("GITHUB_ACTOR");

    /// <summary>Owner and name of the repository: <c>GITHUB_REPOSITORY</c>.</summary>
    public string Repository => Text("GITHUB_REPOSITORY");

    /// <summary>The owner of the repository: <c>GITHUB_REPOSITORY_OWNER</c>.</summary>
    public string RepositoryOwner => Text("GITHUB_REPOSITORY_OWNER");

    /// <summary>The event that started the workflow, such as <c>push</c>: <c>GITHUB_EVENT_NAME</c>.</summary>
    public string EventName => Text("GITHUB_EVENT_NAME");

    /// <summary>The file of the event: <c>GITHUB_EVENT_PATH</c>.</summary>
    public string EventPath => Text("GITHUB_EVENT_PATH");

    /// <summary>Where the repository is checked out: <c>GITHUB_WORKSPACE</c>.</summary>
    public string Workspace => Text("GITHUB_WORKSPACE");

    /// <summary>The commit; for a pull request, that which merges it: <c>GITHUB_SHA</c>.</summary>
    public string Sha => Text("GITHUB_SHA");

    /// <summary>The ref, such as <c>refs/heads/main</c>: <c>GITHUB_REF</c>.</summary>
    public string Ref => Text("GITHUB_REF");

    /// <summary>The branch or tag, such as <c>main</c> or <c>12/merge</c>: <c>GITHUB_REF_NAME</c>.</summary>
    public string RefName => Text("GITHUB_REF_NAME");

    /// <summary>The branch that a pull request comes from: <c>GITHUB_HEAD_REF</c>.</summary>
    public string? HeadRef => TextOrNull("GITHUB_HEAD_REF");

    /// <summary>The branch that a pull request goes to: <c>GITHUB_BASE_REF</c>.</summary>
    public string? BaseRef => TextOrNull("GITHUB_BASE_REF");

    /// <summary>The number of the run of this workflow, from 1: <c>GITHUB_RUN_NUMBER</c>.</summary>
    public long RunNumber => Number("GITHUB_RUN_NUMBER");

    /// <summary>The identifier of the run: <c>GITHUB_RUN_ID</c>.</summary>
    public long RunId => Number("GITHUB_RUN_ID");

    /// <summary>The address of GitHub: <c>GITHUB_SERVER_URL</c>.</summary>
    public string ServerUrl => Text("GITHUB_SERVER_URL");

    /// <summary>The identifier of the job in the workflow: <c>GITHUB_JOB</c>.</summary>
    public string Job => Text("GITHUB_JOB");

    /// <summary>The token of the run, where the workflow hands it over; masked in everything that is printed: <c>GITHUB_TOKEN</c>.</summary>
    public string? Token => Secret("GITHUB_TOKEN");

    /// <summary>The file whose Markdown is shown on the page of the run: <c>GITHUB_STEP_SUMMARY</c>.</summary>
    public AbsolutePath? StepSummaryFile => FileOrNull("GITHUB_STEP_SUMMARY");

    /// <summary>The identifier of the job, which is asked of GitHub's API with <see cref="Token"/>, once.</summary>
    /// <exception cref="BuildException">There is no token, GitHub refuses, or the job is not found.</exception>
    public long JobId => _jobId.Value;

    /// <summary>The event that started the workflow, as GitHub describes it.</summary>
    /// <exception cref="BuildException">Its file cannot be read.</exception>
    public JsonObject GitHubEvent => _event.Value;

    /// <summary>Whether a pull request started the workflow.</summary>
    public bool IsPullRequest => EventName == "pull_request";

    /// <summary>The number of the pull request that the event is about, also of a review or a comment of one; <c>null</c> where it is about none.</summary>
    public int? PullRequestNumber =>
        NumberOf(GitHubEvent) ?? NumberOf(GitHubEvent["pull_request"]) ?? (GitHubEvent["issue"] is JsonObject issue && issue["pull_request"] is not null ? NumberOf(issue) : null);

    /// <summary>What was done to the pull request, such as <c>opened</c>, or <c>null</c> where the event has none.</summary>
    public string? PullRequestAction => GitHubEvent["action"] is JsonValue value && value.TryGetValue<string>(out var action) ? action : null;

    string? IBuildServer.Branch => TextOrNull("GITHUB_REF");

    string? IBuildServer.Commit => TextOrNull("GITHUB_SHA");

    /// <summary>Adds a comment to an issue or pull request of <see cref="Repository"/>, with <see cref="Token"/>.</summary>
    /// <param name="issue">Its number.</param>
    /// <param name="text">The Markdown of the comment.</param>
    /// <exception cref="BuildException">There is no token, or GitHub refuses.</exception>
    public Task CreateComment(int issue, string text) => Api().CreateCommentAsync(Repository, issue, text, Context.CancellationToken());

    /// <summary>Begins a group of lines that is shown folded.</summary>
    public void Group(string group) => WriteCommand("group", group);

    /// <summary>Ends the group.</summary>
    public void EndGroup(string group) => WriteCommand("endgroup", group);

    /// <summary>Writes a message that is shown if debug logging is on.</summary>
    public void WriteDebug(string message) => WriteCommand("debug", message);

    /// <summary>Writes a warning that is shown beside the log.</summary>
    public void WriteWarning(string message) => WriteCommand("warning", message);

    /// <summary>Writes an error that is shown beside the log; it does not fail the job.</summary>
    public void WriteError(string message) => WriteCommand("error", message);

    /// <summary>Writes a command to the runner, such as <c>::notice file=a.cs,line=1::text</c>. Message and values are escaped.</summary>
    /// <param name="command">The name of the command.</param>
    /// <param name="message">Its message.</param>
    /// <param name="dictionaryConfigurator">Adds its properties.</param>
    /// <exception cref="ArgumentException">The name of the command or of a property is not one.</exception>
    public void WriteCommand(
        string command,
        string? message = null,
        Func<IDictionary<string, object>, IDictionary<string, object>>? dictionaryConfigurator = null) =>
        Context.WriteLine(CommandFormat.GitHub(command, CommandFormat.Configure(dictionaryConfigurator), message));

    private static int? NumberOf(JsonNode? node) => node is JsonObject json && json["number"] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private GitHubApi Api() => new(
        TextOrNull("GITHUB_API_URL"),
        Token ?? throw BuildException.Usage("GitHub's API is asked with a token, and GITHUB_TOKEN is not set.", "Add to the step: env: { GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }} }."));

    private JsonObject ReadEvent()
    {
        try
        {
            var json = ValidJson.Parse(File.ReadAllText(EventPath));
            return json.ValueKind == JsonValueKind.Object ? JsonObject.Create(json)! : throw new JsonException("It is not an object.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or ArgumentException)
        {
            throw BuildException.Usage($"The event of the workflow cannot be read from GITHUB_EVENT_PATH, '{EventPath}': {exception.Message}", null, exception);
        }
    }
}
