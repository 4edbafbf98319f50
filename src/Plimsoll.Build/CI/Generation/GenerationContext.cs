using Plimsoll.Build.Parameters;

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
        Targets.FirstOrDefault(t => ParameterName.GetKey(t.Name) == ParameterName.GetKey(name)) ?? throw BuildException.Usage(
            $"[{attribute.HostName}(\"{attribute.IdPostfix}\")] names the target '{name}', which this build does not have.",
            Suggestion.GetAdvice(name, Targets.Select(t => t.Name), "Write nameof(TARGET)."))).Distinct()];

    /// <summary>
    /// The environment variable that hands a value to the build: the one that its parameter of that name is read from, else the name itself,
    /// for builds that read variables themselves.
    /// </summary>
    public string GetVariable(string name) =>
        Parameters.FirstOrDefault(p => p.Key == ParameterName.GetKey(name)) is { } parameter ? parameter.Variable : ParameterName.ToIdentifier(name);
}
