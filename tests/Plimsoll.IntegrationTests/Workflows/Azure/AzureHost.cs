using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Plimsoll.IntegrationTests.Workflows.Expressions;
using Plimsoll.Testing;
using Plimsoll.Testing.Hosts;

namespace Plimsoll.IntegrationTests.Workflows.Azure;

/// <summary>Azure Pipelines for one run: expands a pipeline, and runs its stages, jobs and steps as the agent does.</summary>
internal sealed partial class AzureHost : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly List<GitRepository> _checkouts = [];
    private readonly GitRepository _origin;
    private readonly HostRun _run;

    public AzureHost(GitRepository origin, HostRun run)
    {
        (_origin, _run) = (origin, run);
        Environment = new HostEnvironments(_folder, run.Kind == RunKind.PullRequest ? run.Commit : "").Of("Azure Pipelines", run)!;
        Environment["AGENT_TEMPDIRECTORY"] = Directory.CreateDirectory(_folder["temp"]).FullName;
        Environment["AGENT_TOOLSDIRECTORY"] = _folder["tools"];
        Environment["HOME"] = _folder.Path;
    }

    public Dictionary<string, string> Environment { get; }

    /// <summary>Variable groups with their secrets. They are not in the environment; only macros read them.</summary>
    public Dictionary<string, Dictionary<string, string>> Groups { get; } = [];

    public HashSet<string> Unapproved { get; } = [];

    /// <summary>The environments that were deployed to.</summary>
    public List<string> Environments { get; } = [];

    /// <summary>How each stage ended: <c>succeeded</c>, <c>failed</c>, <c>skipped</c> or <c>waiting</c>.</summary>
    public Dictionary<string, string> Stages { get; } = [];

    /// <summary>The output variables of steps, as <c>step.name</c>.</summary>
    public Dictionary<string, string> Outputs { get; } = [];

    public string Log { get; private set; } = "";

    /// <summary>The summaries that steps uploaded.</summary>
    public string Summary => string.Concat(HostOutputParser.AzureCommands(Log).Where(command => command.Name == "task.uploadsummary").Select(command => File.ReadAllText(command.Message)));

    public async Task RunAsync(string yaml)
    {
        var known = new JsonObject { ["Build.Reason"] = Environment["BUILD_REASON"], ["Build.SourceBranch"] = Environment["BUILD_SOURCEBRANCH"] };
        var pipeline = new AzureTemplate(known).Expand(yaml).Allow("trigger", "pr", "resources", "variables", "pool", "lockBehavior", "stages");
        var variables = Variables(pipeline, []);
        var isFailed = false;
        foreach (var stage in pipeline.Maps("stages"))
        {
            stage.Allow("stage", "condition", "variables", "jobs");
            var evaluator = new ExpressionEvaluator(new Dictionary<string, JsonNode?> { ["variables"] = known }, AzureFunctions.Create(isFailed));
            var result = !ExpressionValue.IsTrue(evaluator.Evaluate(stage.Text("condition") ?? "succeeded()")) ? "skipped" : await RunJobsAsync(stage, Variables(stage, variables));
            isFailed |= result is "failed" or "waiting";
            Stages[stage.Text("stage")!] = result;
        }
    }

    public void Dispose()
    {
        _checkouts.ForEach(checkout => checkout.Dispose());
        _folder.Dispose();
    }

    private Dictionary<string, string> Variables(YamlMap level, Dictionary<string, string> outer)
    {
        var variables = new Dictionary<string, string>(outer);
        foreach (var variable in level.Maps("variables"))
            if (variable.Allow("name", "value", "group").Text("group") is { } group)
                foreach (var (name, value) in _run.IsFork ? [] : Groups[group])
                    variables[name] = value;
            else
                variables[variable.Text("name")!] = variable.Text("value")!;
        return variables;
    }

    private async Task<string> RunJobsAsync(YamlMap stage, Dictionary<string, string> variables)
    {
        foreach (var job in stage.Maps("jobs"))
        {
            job.Allow("job", "deployment", "environment", "strategy", "steps");
            if (job.Text("environment") is { } environment)
            {
                if (Unapproved.Contains(environment))
                    return "waiting";
                Environments.Add(environment);
            }

            var steps = job.Text("deployment") is null ? job.Maps("steps")
                : job.Map("strategy")!.Allow("runOnce").Map("runOnce")!.Allow("deploy").Map("deploy")!.Allow("steps").Maps("steps");
            if (!await RunStepsAsync(steps, variables))
                return "failed";
        }

        return "succeeded";
    }

    private async Task<bool> RunStepsAsync(IReadOnlyList<YamlMap> steps, Dictionary<string, string> variables)
    {
        var paths = new List<string>();
        foreach (var step in steps)
        {
            if (step.Text("checkout") is { } checkout)
            {
                step.Allow("checkout", "fetchDepth", "fetchTags");
                if ((checkout, step.Text("fetchDepth"), step.Text("fetchTags")) != ("self", "0", "true"))
                    throw new UnsupportedSyntaxException($"{step.Where}: a checkout other than of the whole history");
                _checkouts.Add(HostCheckout.Create(_origin, "Azure Pipelines", _run));
                variables["Build.SourcesDirectory"] = _checkouts[^1].Path;
                continue;
            }

            step.Allow("bash", "name", "displayName", "workingDirectory", "env");
            var environment = new Dictionary<string, string>(Environment);
            foreach (var (name, value) in step.Map("env")?.Pairs() ?? [])
                environment[name] = Expand(value, variables);
            environment["PATH"] = string.Join(':', [.. Enumerable.Reverse(paths), System.Environment.GetEnvironmentVariable("PATH")]);
            var script = _folder.Write($"{Guid.NewGuid():n}.sh", Expand(step.Text("bash")!, variables));
            var directory = Expand(step.Text("workingDirectory") ?? "$(Build.SourcesDirectory)", variables);

            var (exitCode, log) = await Shell.RunAsync(directory, ["--noprofile", "--norc", script], environment);

            Log += Groups.Values.SelectMany(group => group.Values).Aggregate(log, (text, secret) => text.Replace(secret, "***", StringComparison.Ordinal));
            paths.AddRange(HostOutputParser.AzureCommands(log).Where(command => command.Name == "task.prependpath").Select(command => command.Message));
            foreach (var (name, value) in HostOutputParser.ParseAzure(log))
                Outputs[$"{step.Text("name") ?? throw new UnsupportedSyntaxException($"{step.Where} sets {name}, and has no name")}.{name}"] = value;
            if (exitCode != 0)
                return false;
        }

        return true;
    }

    /// <summary>Macros; those of variables that do not exist stay.</summary>
    private static string Expand(string text, Dictionary<string, string> variables) => Macro.Replace(text, match => variables.GetValueOrDefault(match.Groups["name"].Value, match.Value));

    [GeneratedRegex(@"\$\((?<name>[^()]+)\)")]
    private static partial Regex Macro { get; }
}
