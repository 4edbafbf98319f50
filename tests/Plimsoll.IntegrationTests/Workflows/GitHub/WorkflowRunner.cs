using System.Text.Json.Nodes;
using Plimsoll.IntegrationTests.Workflows.Expressions;
using Plimsoll.Testing;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.IntegrationTests.Workflows.GitHub;

/// <summary>Runs a workflow: its jobs in the order that they need each other, each for every cell of its matrix, and the workflows that it calls.</summary>
internal sealed class WorkflowRunner(GitHubHost host)
{
    private const string OwnWorkflows = "OWNER/plimsoll/.github/workflows/";

    /// <summary>The jobs by name, with those of called workflows as <c>caller/job</c>.</summary>
    public Dictionary<string, WorkflowJob> Jobs { get; } = [];

    /// <summary>Runs a workflow that has no inputs, if it is started by such an event.</summary>
    public async Task RunAsync(string yaml)
    {
        var workflow = YamlMap.Parse(yaml, "workflow");
        var events = workflow.Find("on") switch
        {
            YamlMappingNode => workflow.Map("on")!.Entries.Select(entry => entry.Key),
            _ => workflow.Texts("on"),
        };
        if (!events.Contains(host.Variables["GITHUB_EVENT_NAME"]))
            throw new InvalidOperationException($"The workflow does not run for {host.Variables["GITHUB_EVENT_NAME"]}.");
        await RunAsync(workflow, new Dictionary<string, JsonNode?> { ["secrets"] = Secrets(host.Secrets.Keys.ToDictionary(name => name, name => host.ReadableSecrets.GetValueOrDefault(name, ""))), ["inputs"] = Inputs() }, "", granted: null);
    }

    /// <summary>Calls a workflow of this repository; the result is its outputs.</summary>
    public async Task<JsonObject> CallAsync(string file, IReadOnlyDictionary<string, string> given, string prefix = "", YamlMap? granted = null, IReadOnlyDictionary<string, string>? secrets = null)
    {
        var workflow = YamlMap.Load(Path.Combine(NativeCommand.RepositoryRoot, ".github", "workflows", file));
        var call = workflow.Map("on")!.Allow("workflow_call").Map("workflow_call")!.Allow("inputs", "secrets", "outputs");
        var contexts = new Dictionary<string, JsonNode?> { ["inputs"] = Inputs(call, given), ["secrets"] = Secrets(call, secrets ?? host.ReadableSecrets) };
        var jobs = await RunAsync(workflow, contexts, prefix, granted);
        var evaluator = new ExpressionEvaluator(new Dictionary<string, JsonNode?> { ["jobs"] = jobs }, GitHubFunctions.Create(false));
        return new JsonObject((call.Map("outputs")?.Entries ?? []).Select(output =>
            KeyValuePair.Create(output.Key, (JsonNode?)evaluator.ExpandText(call.Map("outputs")!.Map(output.Key)!.Allow("description", "value").Text("value")!))));
    }

    private async Task<JsonObject> RunAsync(YamlMap workflow, Dictionary<string, JsonNode?> contexts, string prefix, YamlMap? granted)
    {
        workflow.Allow("name", "on", "permissions", "jobs", "concurrency", "env");
        var jobs = workflow.Map("jobs")!;
        var done = new JsonObject();
        while (jobs.Entries.FirstOrDefault(job => !done.ContainsKey(job.Key) && Needs(jobs, job.Key).All(done.ContainsKey)).Key is { } next)
        {
            var job = await RunJobAsync(jobs.Map(next)!, contexts, done, prefix, next, granted);
            Jobs[prefix + next] = job;
            done[next] = new JsonObject { ["outputs"] = job.Outputs.DeepClone(), ["result"] = job.Result };
        }

        return done;
    }

    private static IReadOnlyList<string> Needs(YamlMap jobs, string job) => jobs.Map(job)!.Texts("needs");

    private async Task<WorkflowJob> RunJobAsync(YamlMap job, Dictionary<string, JsonNode?> workflow, JsonObject done, string prefix, string name, YamlMap? granted)
    {
        job.Allow("name", "needs", "if", "runs-on", "permissions", "strategy", "environment", "concurrency", "outputs", "steps", "timeout-minutes", "uses", "with", "secrets");
        Permissions.Check(job, granted);
        var contexts = new Dictionary<string, JsonNode?>(workflow) { ["needs"] = new JsonObject(job.Texts("needs").Select(need => KeyValuePair.Create(need, done[need]?.DeepClone()))) };
        var isFailed = job.Texts("needs").Any(need => (string?)done[need]!["result"] != "success");
        var evaluator = new ExpressionEvaluator(new Dictionary<string, JsonNode?>(contexts) { ["github"] = host.Context() }, GitHubFunctions.Create(isFailed));
        if (!ExpressionValue.IsTrue(evaluator.Evaluate(GitHubFunctions.Condition(job.Text("if")))))
            return WorkflowJob.Skipped;

        if (job.Text("uses") is { } uses)
            return await CallJobAsync(job, uses, evaluator, $"{prefix}{name}/");

        foreach (var text in new[] { job.Text("concurrency"), job.Text("runs-on") is { } runsOn && !runsOn.Contains("matrix", StringComparison.Ordinal) ? runsOn : null })
            _ = text is null ? null : evaluator.ExpandText(text);
        if (job.Text("environment") is { } environment)
        {
            var expanded = evaluator.ExpandText(environment);
            if (host.Unapproved.Contains(expanded))
                return new WorkflowJob("failure", []);
            host.Environments.Add(expanded);
        }

        var result = new WorkflowJob("success", []);
        var cells = Matrix(job, evaluator);
        for (var index = 0; index < cells.Count; index++)
        {
            var cell = new Dictionary<string, JsonNode?>(contexts) { ["matrix"] = cells[index], ["strategy"] = new JsonObject { ["job-index"] = index, ["job-total"] = cells.Count } };
            var runner = new JobRunner(host);
            var scope = new StepScope(cell, new Dictionary<string, string>());
            _ = job.Text("runs-on") is { } on ? runner.Evaluator(scope).ExpandText(on) : throw new UnsupportedSyntaxException($"{job.Where} has no runs-on");
            await runner.RunAsync(job.Maps("steps"), scope);
            if (scope.IsFailed)
                result = result with { Result = "failure" };
            foreach (var (output, value) in job.Map("outputs")?.Pairs() ?? [])
                if (runner.Evaluator(scope).ExpandText(value) is { Length: > 0 } text && !host.ReadableSecrets.Values.Any(secret => text.Contains(secret, StringComparison.Ordinal)))
                    result.Outputs[output] = text;
        }

        return result;
    }

    private async Task<WorkflowJob> CallJobAsync(YamlMap job, string uses, ExpressionEvaluator evaluator, string prefix)
    {
        if (!uses.StartsWith(OwnWorkflows, StringComparison.Ordinal))
            throw new UnsupportedSyntaxException($"{job.Where}: the tests do not know the workflow {uses}");
        var given = (job.Map("with")?.Pairs() ?? []).ToDictionary(pair => pair.Key, pair => evaluator.ExpandText(pair.Value));
        var secrets = (job.Map("secrets")?.Pairs() ?? []).ToDictionary(pair => pair.Key, pair => evaluator.ExpandText(pair.Value));
        var granted = job.Map("permissions") ?? throw new UnsupportedSyntaxException($"{job.Where} grants no permissions to what it calls");
        var outputs = await CallAsync(uses[OwnWorkflows.Length..].Split('@')[0], given, prefix, granted, secrets);
        var called = Jobs.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(pair => pair.Value.Result).ToList();
        return new WorkflowJob(called.Contains("failure") ? "failure" : called.TrueForAll(result => result == "skipped") ? "skipped" : "success", outputs);
    }

    private static List<JsonObject> Matrix(YamlMap job, ExpressionEvaluator evaluator)
    {
        if (job.Map("strategy") is not { } strategy)
            return [[]];
        var include = strategy.Allow("matrix", "fail-fast").Map("matrix")!.Allow("include");
        return [.. ((JsonArray)evaluator.Expand(include.Text("include")!)!).Select(cell => (JsonObject)cell!)];
    }

    private JsonObject Inputs() => new(host.Dispatched.Select(input => KeyValuePair.Create(input.Key, (JsonNode?)input.Value)));

    private static JsonObject Inputs(YamlMap call, IReadOnlyDictionary<string, string> given)
    {
        var inputs = new JsonObject();
        foreach (var (name, _) in call.Map("inputs")!.Entries)
        {
            var input = call.Map("inputs")!.Map(name)!.Allow("description", "type", "required", "default");
            if (input.Text("required") == "true" && !given.ContainsKey(name))
                throw new UnsupportedSyntaxException($"{call.Where} needs {name}");
            var text = given.GetValueOrDefault(name) ?? input.Text("default") ?? "";
            inputs[name] = input.Text("type") switch
            {
                "string" => text,
                "boolean" => bool.Parse(text),
                var other => throw new UnsupportedSyntaxException($"{call.Where}: type {other}"),
            };
        }

        return given.Keys.FirstOrDefault(name => !inputs.ContainsKey(name)) is { } unknown ? throw new UnsupportedSyntaxException($"{call.Where} has no input {unknown}") : inputs;
    }

    /// <summary>Secrets that are not set are empty, but only declared ones can be read.</summary>
    private static JsonObject Secrets(YamlMap call, IReadOnlyDictionary<string, string> given)
    {
        var secrets = new JsonObject((call.Map("secrets")?.Entries ?? []).Select(secret => KeyValuePair.Create(secret.Key, (JsonNode?)(given.GetValueOrDefault(secret.Key) ?? ""))));
        return given.Keys.FirstOrDefault(name => !secrets.ContainsKey(name)) is { } unknown ? throw new UnsupportedSyntaxException($"{call.Where} has no secret {unknown}") : secrets;
    }

    private static JsonObject Secrets(IReadOnlyDictionary<string, string> given) => new(given.Select(secret => KeyValuePair.Create(secret.Key, (JsonNode?)secret.Value)));
}
