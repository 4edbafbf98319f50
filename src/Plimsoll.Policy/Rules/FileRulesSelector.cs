using System.IO.Enumeration;

namespace Plimsoll.Policy.Rules;

/// <summary>Gives each file its rules: the policy's own, tightened by the environments whose globs the path matches.</summary>
internal sealed class FileRulesSelector
{
    private readonly FileRules _general;
    private readonly Dictionary<string, FileRules> _ofEnvironments = new(StringComparer.Ordinal);

    /// <summary>Matches all files at once, because a matcher's cost is in its set-up.</summary>
    public FileRulesSelector(ImagePolicy policy, IReadOnlyCollection<string> files)
    {
        _general = FileRules.Of(policy, environment: null);
        foreach (var environment in policy.Environments.Where(environment => IsOnBranch(environment, policy.Branch)))
        {
            var rules = FileRules.Of(policy, environment);
            foreach (var file in Matching(environment, files))
                _ofEnvironments[file] = _ofEnvironments.TryGetValue(file, out var others) ? others.Tightened(rules) : rules;
        }
    }

    public FileRules For(string file) => _ofEnvironments.GetValueOrDefault(Inside(file), _general);

    private static IEnumerable<string> Matching(EnvironmentPaths environment, IReadOnlyCollection<string> files)
    {
        if (environment.Paths.Count == 0)
            return environment.Branches.Count > 0 ? files.Select(Inside).Distinct() : [];

        return environment.Matching(files.Select(Inside));
    }

    /// <summary>An unknown branch could be any: the environment applies.</summary>
    private static bool IsOnBranch(EnvironmentPaths environment, string? branch) =>
        environment.Branches.Count == 0 || branch is null
        || environment.Branches.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, branch, ignoreCase: false));

    /// <summary>A file outside the base directory is matched by the part of its path that names folders.</summary>
    private static string Inside(string file)
    {
        var path = Path.IsPathRooted(file) ? file[Path.GetPathRoot(file)!.Length..] : file;
        while (path.StartsWith("../", StringComparison.Ordinal))
            path = path[3..];
        return path;
    }
}
