using Plimsoll.Build.Parameters;
using Plimsoll.Build.Planning;

namespace Plimsoll.Build.CI.Generation;

/// <summary>The build that files are generated of.</summary>
internal sealed record GenerationContext
{
    public required IPlimsollBuild Build { get; init; }

    public required IReadOnlyList<ExecutableTarget> Targets { get; init; }

    /// <summary>The targets that run where none is named.</summary>
    public required IReadOnlyList<ExecutableTarget> Defaults { get; init; }

    public required IReadOnlyList<BuildParameter> Parameters { get; init; }

    public AbsolutePath Root => Build.RootDirectory;

    /// <summary>Finds targets by name.</summary>
    /// <param name="names">The names.</param>
    /// <param name="attribute">The attribute that has them.</param>
    /// <exception cref="BuildException">There is none of that name (exit code 2).</exception>
    public IReadOnlyList<ExecutableTarget> FindTargets(IEnumerable<string> names, ConfigurationAttributeBase attribute) => [.. names.Select(name =>
        Targets.FirstOrDefault(t => ParameterName.GetKey(t.Name) == ParameterName.GetKey(name)) ?? throw attribute.CreateError(
            $"names the target '{name}', which this build does not have",
            Suggestion.GetAdvice(name, Targets.Select(t => t.Name), "Write nameof(TARGET)."))).Distinct()];

    /// <summary>Whether one of the targets requires a parameter by its name.</summary>
    public bool IsRequired(string name, IEnumerable<ExecutableTarget> targets) =>
        FindParameter(name) is { } parameter && targets.SelectMany(t => t.Definition.Requirements).Any(r => LambdaText.GetMember(r.Text) == parameter.Member.Name);

    /// <summary>
    /// The environment variable that hands a value to the build: the one that its parameter of that name is read from, else the name itself,
    /// for builds that read variables themselves.
    /// </summary>
    public string GetVariable(string name) =>
        FindParameter(name) is { } parameter ? parameter.Variable : ParameterName.ToIdentifier(name);

    private BuildParameter? FindParameter(string name) => Parameters.FirstOrDefault(p => p.Key == ParameterName.GetKey(name));
}
