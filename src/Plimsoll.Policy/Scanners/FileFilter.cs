using Microsoft.Extensions.FileSystemGlobbing;

namespace Plimsoll.Policy.Scanners;

/// <summary>Which files are left out of a check.</summary>
internal sealed class FileFilter
{
    private readonly Func<string, bool>? _isIgnored;
    private readonly Matcher? _excluded;
    private readonly string _root;

    /// <param name="isIgnored">Whether a file or folder is left out unless it is named, or <c>null</c>.</param>
    /// <param name="excluded">Globs of files that are left out even if they are named.</param>
    /// <param name="root">The absolute folder that the globs start from.</param>
    public FileFilter(Func<string, bool>? isIgnored, IReadOnlyList<string> excluded, string root)
    {
        _isIgnored = isIgnored;
        _root = root;
        if (excluded.Count == 0)
            return;

        _excluded = new Matcher(StringComparison.OrdinalIgnoreCase);
        _excluded.AddIncludePatterns(excluded);
    }

    /// <summary>Leaves nothing out.</summary>
    public static FileFilter None { get; } = new(null, [], "");

    /// <summary>Whether a file or folder that a search finds is left out.</summary>
    public bool Ignores(string fullPath) => _isIgnored?.Invoke(fullPath) == true;

    /// <summary>Whether a file is left out however it was found.</summary>
    public bool Excludes(string fullPath) => _excluded?.Match(ReportedPath.From(fullPath, _root)).HasMatches == true;
}
