using System.Text.Json.Nodes;
using Plimsoll.IntegrationTests.Workflows.Expressions;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Workflows.GitHub;

/// <summary>Runs the steps of a job as GitHub's runner does: one after the other, each with files for outputs, variables, paths and the summary.</summary>
internal sealed class JobRunner(GitHubHost host)
{
    /// <summary>What this repository's own actions are called by: from its workflows, and from those of others.</summary>
    private static readonly string[] OwnPrefixes = ["$/", "OWNER/plimsoll/"];

    private readonly Dictionary<string, string> _variables = [];
    private readonly List<string> _paths = [];
    private string _workspace = Directory.CreateDirectory(host.Temp($"workspace-{Guid.NewGuid():n}")).FullName;

    public async Task RunAsync(IReadOnlyList<YamlMap> steps, StepScope scope)
    {
        foreach (var step in steps)
        {
            step.Allow("id", "name", "if", "uses", "with", "run", "shell", "env", "working-directory");
            var evaluator = Evaluator(scope);
            var result = new JsonObject { ["outputs"] = new JsonObject(), ["outcome"] = "skipped" };
            if (ExpressionValue.IsTrue(evaluator.Evaluate(GitHubFunctions.Condition(step.Text("if")))))
            {
                var outputs = new JsonObject();
                var isDone = step.Has("run") ? await RunScriptAsync(step, scope, evaluator, outputs) : await UseAsync(step, scope, evaluator, outputs);
                result = new JsonObject { ["outputs"] = outputs, ["outcome"] = isDone ? "success" : "failure" };
                scope.IsFailed |= !isDone;
            }

            if (step.Text("id") is { } id)
                scope.Steps.Add(id, result);
        }
    }

    public ExpressionEvaluator Evaluator(StepScope scope) => new(
        new Dictionary<string, JsonNode?>(scope.Contexts)
        {
            ["github"] = host.Context(),
            ["runner"] = new JsonObject { ["temp"] = host.Variables["RUNNER_TEMP"], ["os"] = "Linux" },
            ["steps"] = scope.Steps,
        },
        GitHubFunctions.Create(scope.IsFailed));

    private async Task<bool> RunScriptAsync(YamlMap step, StepScope scope, ExpressionEvaluator evaluator, JsonObject outputs)
    {
        var isComposite = scope.ActionPath is not null;
        if (step.Text("shell") is var shell && shell != "bash" && (shell is not null || isComposite))
            throw new UnsupportedSyntaxException($"{step.Where}: shell '{shell}'");

        var files = Directory.CreateDirectory(host.Temp($"step-{Guid.NewGuid():n}")).FullName;
        var variables = new Dictionary<string, string>(host.Variables);
        foreach (var (name, value) in scope.Variables.Concat(_variables))
            variables[name] = value;
        foreach (var (name, value) in step.Map("env")?.Pairs() ?? [])
            variables[name] = evaluator.ExpandText(value);
        foreach (var file in new[] { "GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY" })
            File.WriteAllText(variables[file] = Path.Combine(files, file), "");
        variables["GITHUB_WORKSPACE"] = _workspace;
        variables["PATH"] = string.Join(':', [.. Enumerable.Reverse(_paths), Environment.GetEnvironmentVariable("PATH")]);
        if (scope.ActionPath is { } action)
            variables["GITHUB_ACTION_PATH"] = action;

        var script = Path.Combine(files, "script.sh");
        await File.WriteAllTextAsync(script, evaluator.ExpandText(step.Text("run")!));
        string[] options = shell is null ? ["-e", script] : ["--noprofile", "--norc", "-eo", "pipefail", script];
        var directory = Path.Combine(_workspace, step.Text("working-directory") is { } given ? evaluator.ExpandText(given) : "");
        var (exitCode, log) = await Shell.RunAsync(directory, options, variables);

        host.AddLog(log);
        host.Summary += await File.ReadAllTextAsync(variables["GITHUB_STEP_SUMMARY"]);
        foreach (var (name, value) in HostOutputParser.ParseGitHub(await File.ReadAllTextAsync(variables["GITHUB_OUTPUT"])))
            outputs[name] = value;
        foreach (var (name, value) in HostOutputParser.ParseGitHub(await File.ReadAllTextAsync(variables["GITHUB_ENV"])))
            _variables[name] = value;
        _paths.AddRange((await File.ReadAllLinesAsync(variables["GITHUB_PATH"])).Where(line => line.Length > 0));
        return exitCode == 0;
    }

    private async Task<bool> UseAsync(YamlMap step, StepScope scope, ExpressionEvaluator evaluator, JsonObject outputs)
    {
        var uses = step.Text("uses") ?? throw new UnsupportedSyntaxException($"{step.Where} has neither run nor uses");
        var given = (step.Map("with")?.Pairs() ?? []).ToDictionary(pair => pair.Key, pair => evaluator.ExpandText(pair.Value));
        if (OwnPrefixes.FirstOrDefault(prefix => uses.StartsWith(prefix, StringComparison.Ordinal)) is { } own)
            return await UseOwnAsync(uses[own.Length..].Split('@')[0], given, outputs);

        switch (uses.Split('@')[0])
        {
            case "actions/checkout":
                if (given.Keys.Except(["fetch-depth", "persist-credentials"]).Any() || given.GetValueOrDefault("fetch-depth") != "0")
                    throw new UnsupportedSyntaxException($"{step.Where}: a checkout other than of the whole history");
                _workspace = host.CheckOut();
                return true;
            default:
                throw new UnsupportedSyntaxException($"{step.Where}: the tests do not know what {uses} does");
        }
    }

    private async Task<bool> UseOwnAsync(string path, Dictionary<string, string> given, JsonObject outputs)
    {
        var folder = Path.Combine(NativeCommand.RepositoryRoot, path);
        var action = YamlMap.Load(Path.Combine(folder, "action.yml")).Allow("name", "description", "inputs", "outputs", "runs");
        var runs = action.Map("runs")!.Allow("using", "steps");
        if (runs.Text("using") != "composite")
            throw new UnsupportedSyntaxException($"{path} is no composite action");

        var inputs = new JsonObject();
        var outer = Evaluator(new StepScope(new Dictionary<string, JsonNode?>(), new Dictionary<string, string>()));
        foreach (var (name, _) in action.Map("inputs")!.Entries)
        {
            var input = action.Map("inputs")!.Map(name)!.Allow("description", "required", "default");
            if (input.Text("required") == "true" && !given.ContainsKey(name))
                throw new UnsupportedSyntaxException($"{path} needs {name}");
            inputs[name] = given.TryGetValue(name, out var value) ? value : outer.ExpandText(input.Text("default") ?? "");
        }

        if (given.Keys.FirstOrDefault(name => !inputs.ContainsKey(name)) is { } unknown)
            throw new UnsupportedSyntaxException($"{path} has no input {unknown}");

        var scope = new StepScope(new Dictionary<string, JsonNode?> { ["inputs"] = inputs }, new Dictionary<string, string>()) { ActionPath = folder };
        await RunAsync(runs.Maps("steps"), scope);
        foreach (var (name, _) in action.Map("outputs")?.Entries ?? [])
            outputs[name] = Evaluator(scope).ExpandText(action.Map("outputs")!.Map(name)!.Allow("description", "value").Text("value")!);
        return !scope.IsFailed;
    }
}
