using Plimsoll.Oci;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Scanners;

namespace Plimsoll.Policy.Reports;

/// <summary>Rebases paths to the repository root, as CI hosts need them; they do not know the directory in which the check ran, and show a file itself rather than a link to it.</summary>
internal static class RepositoryPaths
{
    /// <summary>The findings of a check with paths from a repository's root, with forward slashes; a file outside has its absolute path.</summary>
    /// <param name="result">The outcome.</param>
    /// <param name="baseDirectory">The absolute directory that its paths start from.</param>
    /// <param name="root">The absolute directory that they start from afterwards.</param>
    public static CheckResult Rebase(CheckResult result, string baseDirectory, string root)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentException.ThrowIfNullOrEmpty(baseDirectory);
        ArgumentException.ThrowIfNullOrEmpty(root);
        var realRoot = RealPath.Resolve(root);
        var shown = result.Findings.Select(finding => finding.Span.File).Distinct(StringComparer.Ordinal).ToDictionary(path => path, Shown, StringComparer.Ordinal);
        return result with
        {
            Findings = [.. result.Findings.Select(finding => finding with { Span = finding.Span with { File = shown[finding.Span.File] } })],

            Changes = [.. result.Changes.Select(change => change with { File = FromRoot(Path.GetFullPath(change.File, baseDirectory), root) })],

            // Links are followed only where it matters, because there are many files and few findings.
            Paths = [.. result.Paths.Select(path => shown.TryGetValue(path, out var same) ? same : FromRoot(Path.GetFullPath(path, baseDirectory), root))],
            Unread = [.. result.Unread.Select(unread => unread with { File = FromRoot(Path.GetFullPath(unread.File, baseDirectory), root) })],
        };

        string Shown(string path)
        {
            var fullPath = Path.GetFullPath(path, baseDirectory);
            var real = RealPath.Resolve(fullPath) is { Length: > 0 } followed ? FromRoot(followed, realRoot) : fullPath;
            return Path.IsPathRooted(real) ? FromRoot(fullPath, root) : real;
        }
    }

    private static string FromRoot(string fullPath, string root)
    {
        var path = ReportedPath.From(fullPath, root);
        return path == ".." || path.StartsWith("../", StringComparison.Ordinal) ? fullPath.Replace(Path.DirectorySeparatorChar, '/') : path;
    }
}
