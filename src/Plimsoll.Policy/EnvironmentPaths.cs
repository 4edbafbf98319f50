using Microsoft.Extensions.FileSystemGlobbing;

namespace Plimsoll.Policy;

/// <summary>Which files belong to an environment, and how strictly they are checked.</summary>
/// <param name="Name">The environment's name, such as <c>staging</c>.</param>
/// <param name="IsProduction">Whether its files may use only references that cannot move.</param>
/// <param name="Paths">Globs relative to the base directory, with forward slashes: <c>deploy/prod*/**</c>. Case does not matter.</param>
public sealed record EnvironmentPaths(string Name, bool IsProduction, IReadOnlyList<string> Paths)
{
    /// <summary>What counts as production where nothing is configured.</summary>
    public static EnvironmentPaths DefaultProduction { get; } =
        new("production", IsProduction: true, ["deploy/prod*/**", "**/production/**", "**/prod/**"]);

    /// <summary>
    /// The branches, with <c>*</c>, on which it applies: the target of a pull request, else the branch itself. Where
    /// there are no <see cref="Paths"/>, all files of these branches do. The default is none: every branch.
    /// </summary>
    public IReadOnlyList<string> Branches { get; init; } = [];

    /// <summary>The environment's own severities of rules, over those of the policy.</summary>
    public SeverityLevels Levels { get; init; } = SeverityLevels.Default;

    /// <summary>Whether images in its files must have evidence, which the registries are asked for. The default is <c>false</c>.</summary>
    public bool RequiresEvidence { get; init; }

    // The matcher works in memory on paths below a root that need not exist.
    private static string VirtualRoot => Path.GetPathRoot(Path.GetFullPath("."))!;

    /// <summary>Those of some files, given as <see cref="Paths"/> are, that the globs match.</summary>
    internal IEnumerable<string> Matching(IEnumerable<string> files)
    {
        var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);
        matcher.AddIncludePatterns(Paths);
        return matcher.Match(VirtualRoot, files).Files.Select(match => match.Path).Distinct();
    }
}
