using Microsoft.Extensions.FileSystemGlobbing;

namespace Plimsoll.Policy;

/// <summary>Gives each file its profile: the policy's own, else by the environment whose globs the path matches.</summary>
internal sealed class ProfileSelector
{
    private readonly PolicyProfile? _explicit;
    private readonly HashSet<string> _production = new(StringComparer.Ordinal);

    /// <summary>Matches all files at once, because a matcher's cost is in its set-up.</summary>
    public ProfileSelector(ImagePolicy policy, IEnumerable<string> files)
    {
        _explicit = policy.Profile;
        if (_explicit is not null)
            return;

        var matcher = new Matcher(StringComparison.OrdinalIgnoreCase);
        foreach (var pattern in policy.Environments.Where(environment => environment.IsProduction).SelectMany(environment => environment.Paths))
            matcher.AddInclude(pattern);

        foreach (var match in matcher.Match(VirtualRoot, files.Select(Inside)).Files)
            _production.Add(match.Path);
    }

    // The matcher works in memory on paths below a root that need not exist.
    private static string VirtualRoot => Path.GetPathRoot(Path.GetFullPath("."))!;

    public PolicyProfile For(string file) =>
        _explicit ?? (_production.Contains(Inside(file)) ? PolicyProfile.Floating : PolicyProfile.Tag);

    /// <summary>A file outside the base directory is matched by the part of its path that names folders.</summary>
    private static string Inside(string file)
    {
        var path = Path.IsPathRooted(file) ? file[Path.GetPathRoot(file)!.Length..] : file;
        while (path.StartsWith("../", StringComparison.Ordinal))
            path = path[3..];
        return path;
    }
}
