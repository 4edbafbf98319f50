namespace Plimsoll.Policy;

/// <summary>Which files belong to an environment.</summary>
/// <param name="Name">The environment's name, such as <c>staging</c>.</param>
/// <param name="IsProduction">Whether its files may use only what cannot move.</param>
/// <param name="Paths">Globs relative to the base directory, with forward slashes: <c>deploy/prod*/**</c>. Case does not matter.</param>
public sealed record EnvironmentPaths(string Name, bool IsProduction, IReadOnlyList<string> Paths)
{
    /// <summary>What counts as production where nothing is configured.</summary>
    public static EnvironmentPaths DefaultProduction { get; } =
        new("production", IsProduction: true, ["deploy/prod*/**", "**/production/**", "**/prod/**"]);
}
