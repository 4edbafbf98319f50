using System.Text.Json.Nodes;
using Plimsoll.Testing;
using Plimsoll.Testing.Hosts;

namespace Plimsoll.IntegrationTests.Workflows.GitHub;

/// <summary>GitHub Actions for one run: its variables and contexts, what its API was told, and what its page shows.</summary>
internal sealed class GitHubHost : IDisposable
{
    /// <summary>What grants of the run's token to write; that of a fork's pull request never does.</summary>
    public const string Token = "ghs_run";

    private readonly TempDirectory _folder = new();
    private readonly List<GitRepository> _checkouts = [];
    private readonly List<string> _masks = [];

    public GitHubHost(GitRepository origin, HostRun run)
    {
        (Origin, Run) = (origin, run);
        Variables = new HostEnvironments(_folder, run.Kind == RunKind.PullRequest ? run.Commit : "").Of("GitHub Actions", run)!;
        Variables["GITHUB_API_URL"] = Api.Url;
        Variables["RUNNER_TEMP"] = Directory.CreateDirectory(_folder["temp"]).FullName;
        Variables["RUNNER_TOOL_CACHE"] = _folder["tools"];
        Variables["HOME"] = _folder.Path;
        Api.MayWrite = !run.IsFork;
    }

    public GitRepository Origin { get; }

    public HostRun Run { get; }

    public GitHubApi Api { get; } = new();

    public Dictionary<string, string> Variables { get; }

    /// <summary>The secrets of the repository; those of a fork's run are none, whatever they are.</summary>
    public Dictionary<string, string> Secrets { get; init; } = [];

    /// <summary>The inputs of a run that was started by hand.</summary>
    public Dictionary<string, string> Dispatched { get; init; } = [];

    /// <summary>The environments whose reviewers do not approve.</summary>
    public HashSet<string> Unapproved { get; } = [];

    /// <summary>The environments that jobs ran in.</summary>
    public List<string> Environments { get; } = [];

    /// <summary>The log of all steps, with secrets masked as the host does.</summary>
    public string Log { get; private set; } = "";

    /// <summary>The job summaries.</summary>
    public string Summary { get; set; } = "";

    public string Temp(string name) => _folder[name];

    public IReadOnlyDictionary<string, string> ReadableSecrets => Run.IsFork ? new Dictionary<string, string>() : Secrets;

    public JsonObject Context()
    {
        var reference = Variables["GITHUB_REF"];
        return new JsonObject
        {
            ["event"] = JsonNode.Parse(File.ReadAllText(Variables["GITHUB_EVENT_PATH"])),
            ["event_name"] = Variables["GITHUB_EVENT_NAME"],
            ["ref"] = reference,
            ["ref_name"] = Variables["GITHUB_REF_NAME"],
            ["ref_type"] = reference.StartsWith("refs/tags/", StringComparison.Ordinal) ? "tag" : "branch",
            ["sha"] = Variables["GITHUB_SHA"],
            ["actor"] = Variables["GITHUB_ACTOR"],
            ["repository"] = Variables["GITHUB_REPOSITORY"],
            ["repository_owner"] = Variables["GITHUB_REPOSITORY"].Split('/')[0],
            ["server_url"] = Variables["GITHUB_SERVER_URL"],
            ["action_repository"] = "acme/plimsoll",
            ["token"] = Token,
        };
    }

    /// <summary>A fresh clone with the commit of the run checked out.</summary>
    public string CheckOut()
    {
        var checkout = HostCheckout.Create(Origin, "GitHub Actions", Run);
        _checkouts.Add(checkout);
        return checkout.Path;
    }

    public void AddLog(string text)
    {
        _masks.AddRange(HostOutputParser.GitHubCommands(text).Where(command => command.Name == "add-mask").Select(command => command.Message));
        foreach (var secret in ReadableSecrets.Values.Concat(_masks))
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        Log += text;
    }

    public void Dispose()
    {
        _checkouts.ForEach(checkout => checkout.Dispose());
        Api.Dispose();
        _folder.Dispose();
    }
}
