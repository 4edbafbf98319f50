using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.GitHub;

/// <summary>Variables of GitHub besides the matrix: <c>env</c>, and the defaults of inputs.</summary>
/// <param name="document">The workflow or action.</param>
internal sealed class GitHubVariables(SourceMapping document)
{
    private const string Inputs = "inputs.";
    private const string Environment = "env.";

    private readonly Dictionary<string, SourceScalar> _inputs = ReadInputs(document);

    /// <summary>The environments with the defaults of the file's inputs.</summary>
    public IReadOnlyList<ScalarLookup> WithInputs(IReadOnlyList<ScalarLookup> environments) =>
        _inputs.Count == 0 ? environments : [.. environments.Select<ScalarLookup, ScalarLookup>(outer => name => Input(name) is { } input ? [new LocatedScalar(input)] : outer(name))];

    /// <summary>What the shell of a step sees: <c>env</c> of the step, else of its job, else of the file.</summary>
    public ScalarLookup Shell(SourceMapping? job, SourceMapping step) => name =>
    {
        foreach (var holder in (ReadOnlySpan<SourceMapping?>)[step, job, document])
            if ((holder?["env"] as SourceMapping)?[name] is SourceScalar value)
                return [new LocatedScalar(value)];
        return null;
    };

    /// <summary>The shell of a step: its own, else the default of its job or of the file, else that of the runner's system.</summary>
    public string ShellName(SourceMapping? job, SourceMapping step)
    {
        foreach (var shell in (ReadOnlySpan<SourceNode?>)[step["shell"], Default(job), Default(document)])
            if (shell is SourceScalar { IsNull: false } scalar)
                return scalar.Value;
        return job?.Scalar("runs-on")?.Value.Contains("windows", StringComparison.OrdinalIgnoreCase) == true ? "pwsh" : "bash";

        static SourceNode? Default(SourceMapping? holder) => ((holder?["defaults"] as SourceMapping)?["run"] as SourceMapping)?["shell"];
    }

    /// <summary>The environments in which the expressions of a step's script are read.</summary>
    public static IReadOnlyList<ScalarLookup> WithEnvironment(IReadOnlyList<ScalarLookup> environments, ScalarLookup shell) =>
        [.. environments.Select<ScalarLookup, ScalarLookup>(outer => name => name.StartsWith(Environment, StringComparison.OrdinalIgnoreCase) ? shell(name[Environment.Length..]) : outer(name))];

    private SourceScalar? Input(string name)
    {
        if (name.StartsWith("github.event.", StringComparison.OrdinalIgnoreCase))
            name = name["github.event.".Length..];
        return name.StartsWith(Inputs, StringComparison.OrdinalIgnoreCase) ? _inputs.GetValueOrDefault(name[Inputs.Length..]) : null;
    }

    private static Dictionary<string, SourceScalar> ReadInputs(SourceMapping document)
    {
        var on = document["on"] as SourceMapping;
        var inputs = new Dictionary<string, SourceScalar>(StringComparer.OrdinalIgnoreCase);
        foreach (var holder in (ReadOnlySpan<SourceNode?>)[on?["workflow_dispatch"], on?["workflow_call"], document["runs"] is null ? null : document])
            if ((holder as SourceMapping)?["inputs"] is SourceMapping declared)
                foreach (var (name, input) in declared.Effective())
                    if ((input as SourceMapping)?["default"] is SourceScalar { IsNull: false } value)
                        inputs.TryAdd(name.Value, value);
        return inputs;
    }
}
