using System.Collections.Concurrent;
using Microsoft.Extensions.FileSystemGlobbing;
using Plimsoll.Oci;

namespace Plimsoll.Tags.Context;

/// <summary>
/// Files of a repository by globs: those that match one and none with <c>!</c> before it, in whatever order they stand. <c>*</c>
/// stays within a name, <c>**</c> spans folders; a path without either means a file, or a folder with all in it. With
/// nothing but exclusions it is everything else. Upper and lower case differ, as in git.
/// </summary>
/// <remarks>Thread-safe, and remembers what it was asked.</remarks>
public sealed class PathFilter
{
    // The matcher works in memory on paths below a root that need not exist.
    private static readonly string VirtualRoot = OperatingSystem.IsWindows() ? @"C:\" : "/";

    private readonly Matcher _matcher = new(StringComparison.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    private PathFilter(IReadOnlyList<string> includes, IReadOnlyList<string> excludes)
    {
        foreach (var glob in includes)
            Add(glob, text => _matcher.AddInclude(text));
        foreach (var glob in excludes)
            Add(glob, text => _matcher.AddExclude(text));
        Roots = Outermost(includes.Select(LiteralStart));
    }

    /// <summary>
    /// The files and folders that hold all there is to match, without wildcards and none inside another; only the empty text
    /// for the whole repository.
    /// </summary>
    public IReadOnlyList<string> Roots { get; }

    /// <summary>Reads globs.</summary>
    /// <param name="globs">With forward slashes. One that begins with <c>/</c> starts at the repository's root.</param>
    /// <param name="folder">The folder that the others start at, relative to the repository's root; empty for the root.</param>
    /// <exception cref="PlimsollException">A glob is empty, is outside the repository or uses <c>**</c> as part of a name (exit code 2).</exception>
    public static PathFilter Parse(IEnumerable<string> globs, string folder = "")
    {
        List<string> includes = [], excludes = [];
        foreach (var glob in globs)
            (glob.StartsWith('!') ? excludes : includes).Add(Normalize(glob, folder));
        return new PathFilter(includes.Count > 0 ? includes : ["**"], excludes);
    }

    /// <summary>Whether a file belongs to it.</summary>
    /// <param name="path">From the repository's root, with forward slashes.</param>
    public bool Matches(string path) => _known.GetOrAdd(path, static (path, matcher) => matcher.Match(VirtualRoot, path).HasMatches, _matcher);

    /// <summary>Whether files in a folder could belong to it: <c>false</c> saves a look inside.</summary>
    public bool MayMatchIn(string folder) => Roots.Any(root => Contains(root, folder) || Contains(folder, root));

    private static string Normalize(string glob, string folder)
    {
        var text = glob.TrimStart('!').Replace('\\', '/');
        var parts = new List<string>();
        foreach (var part in (text.StartsWith('/') ? text : $"{folder}/{text}").Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count == 0)
                throw PlimsollException.Usage($"The path '{glob}' is outside the repository.", "Use paths inside the repository.");
            if (part == "..")
                parts.RemoveAt(parts.Count - 1);
            else if (part.Contains("**", StringComparison.Ordinal) && part != "**")
                throw PlimsollException.Usage($"The path '{glob}' uses ** as part of a name.", "Use **/ for folders and * within a name, for example **/*.cs.");
            else if (part != ".")
                parts.Add(part);
        }

        if (text.Trim().Length == 0)
            throw PlimsollException.Usage($"The path '{glob}' is empty.", "Use a file, a folder or a glob such as src/api/**.");
        if (text.EndsWith('/') || parts.Count == 0)
            parts.Add("**");
        return string.Join('/', parts);
    }

    private static void Add(string glob, Action<string> add)
    {
        add(glob);
        if (!IsWild(glob))
            add($"{glob}/**");
    }

    private static bool IsWild(string text) => text.Contains('*', StringComparison.Ordinal);

    private static string LiteralStart(string glob) => string.Join('/', glob.Split('/').TakeWhile(part => !IsWild(part)));

    private static List<string> Outermost(IEnumerable<string> paths)
    {
        var all = paths.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return [.. all.Where(path => !all.Any(other => other != path && Contains(other, path)))];
    }

    private static bool Contains(string folder, string path) =>
        folder.Length == 0 || path == folder || (path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/');
}
