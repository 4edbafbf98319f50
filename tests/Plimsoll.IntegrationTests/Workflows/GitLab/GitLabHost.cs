using System.Text.RegularExpressions;
using Plimsoll.Testing;
using Plimsoll.Testing.Hosts;

namespace Plimsoll.IntegrationTests.Workflows.GitLab;

/// <summary>GitLab for one pipeline: which jobs it has, and what they do.</summary>
internal sealed partial class GitLabHost : IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly GitRepository _checkout;

    public GitLabHost(GitRepository origin, HostRun run)
    {
        _checkout = HostCheckout.Create(origin, "GitLab", run);
        Variables = new HostEnvironments(_folder, "").Of("GitLab", run)!;
        Variables["CI_PROJECT_DIR"] = _checkout.Path;
        Variables["HOME"] = _folder.Path;
        if (run.PullRequestHead is { } head)
            Variables["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = origin.Run("merge-base", "main", head);
    }

    public Dictionary<string, string> Variables { get; }

    /// <summary>The report of the last job for the widget of a merge request; <c>null</c> where it wrote none.</summary>
    public string? CodeQuality => File.Exists(_checkout["gl-code-quality-report.json"]) ? File.ReadAllText(_checkout["gl-code-quality-report.json"]) : null;

    /// <summary>What later jobs get from the last job.</summary>
    public Dictionary<string, string> Outputs => File.ReadAllLines(_checkout["plimsoll.env"]).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>The jobs of the pipeline; those that somebody starts, with <c>(manual)</c>.</summary>
    public IEnumerable<string> Jobs(GitLabComponent component) => component.Jobs
        .Select(name => (name, Rule: component.Job(name).Maps("rules").FirstOrDefault(rule => Holds(rule.Allow("if", "when", "allow_failure").Text("if")!))))
        .Where(job => job.Rule is not null)
        .Select(job => job.Rule!.Text("when") == "manual" ? $"{job.name} (manual)" : job.name);

    /// <summary>Runs the script of a job.</summary>
    public async Task<(int ExitCode, string Log)> RunAsync(YamlMap job)
    {
        job.Allow("stage", "rules", "variables", "before_script", "script", "artifacts", "resource_group", "environment", "needs");
        var variables = new Dictionary<string, string>(Variables);
        foreach (var (name, value) in job.Map("variables")!.Pairs())
            variables[name] = Variable.Replace(value, match => variables.GetValueOrDefault(match.Groups["name"].Value, ""));
        if (variables["GIT_DEPTH"] != "0")
            throw new UnsupportedSyntaxException($"{job.Where}: a checkout other than of the whole history");
        var script = _folder.Write("script.sh", string.Join('\n', ["set -eo pipefail", .. job.Texts("before_script"), .. job.Texts("script")]));
        return await Shell.RunAsync(_checkout.Path, [script], variables);
    }

    public void Dispose()
    {
        _checkout.Dispose();
        _folder.Dispose();
    }

    /// <summary>A variable that is set, or one that equals a text or another.</summary>
    private bool Holds(string condition)
    {
        var match = Condition.Match(condition);
        if (!match.Success)
            throw new UnsupportedSyntaxException(condition);
        var left = Variables.GetValueOrDefault(match.Groups["left"].Value);
        return match.Groups["text"] is { Success: true } text ? left == text.Value
            : match.Groups["right"] is { Success: true } right ? left is not null && left == Variables.GetValueOrDefault(right.Value)
            : !string.IsNullOrEmpty(left);
    }

    [GeneratedRegex(@"^\$(?<left>\w+)(?: == (?:""(?<text>[^""]*)""|\$(?<right>\w+)))?$")]
    private static partial Regex Condition { get; }

    [GeneratedRegex(@"\$(?:\{(?<name>\w+)\}|(?<name>\w+))")]
    private static partial Regex Variable { get; }
}
