using System.IO.Enumeration;
using System.Text;
using System.Text.RegularExpressions;

namespace Plimsoll.Build;

/// <summary>File patterns: <c>*</c> and <c>?</c> stay within a name, <c>**</c> spans directories, <c>{a,b}</c> chooses, <c>!</c> at the start excludes.</summary>
internal static class Glob
{
    public static IReadOnlyList<AbsolutePath> Find(AbsolutePath directory, string[] patterns, bool files)
    {
        if (!directory.DirectoryExists())
            return [];

        var included = ToRegex(patterns.Where(p => !p.StartsWith('!')));
        var excluded = ToRegex(patterns.Where(p => p.StartsWith('!')).Select(p => p[1..]));
        string root = directory;
        var found = new FileSystemEnumerable<string>(
            root,
            (ref FileSystemEntry entry) => entry.ToFullPath(),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.IsDirectory != files && IsFound(Relative(root, ref entry)),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        };
        return [.. found.Order(StringComparer.Ordinal).Select(AbsolutePath.Create)];

        bool IsFound(string path) => included?.IsMatch(path) == true && excluded?.IsMatch(path) != true;
    }

    private static Regex? ToRegex(IEnumerable<string> patterns) => patterns.Select(ToRegex).ToList() is { Count: > 0 } all
        ? new Regex(string.Join('|', all), RegexOptions.CultureInvariant | (OperatingSystem.IsWindows() ? RegexOptions.IgnoreCase : RegexOptions.None))
        : null;

    private static string Relative(string root, ref FileSystemEntry entry) =>
        Path.GetRelativePath(root, entry.ToFullPath()).Replace('\\', '/');

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        var text = pattern.Replace('\\', '/');
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text.AsSpan(i).StartsWith("**/"))
            {
                regex.Append("(?:[^/]+/)*");
                i += 2;
            }
            else if (text.AsSpan(i).StartsWith("**"))
            {
                regex.Append(".*");
                i++;
            }
            else
            {
                depth += text[i] switch { '{' => 1, '}' when depth > 0 => -1, _ => 0 };
                regex.Append(text[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    '{' => "(?:",
                    '}' => ")",
                    ',' when depth > 0 => "|",
                    var other => Regex.Escape(other.ToString()),
                });
            }
        }

        return depth == 0
            ? regex.Append(@"\z").ToString()
            : throw BuildException.Usage($"Pattern '{pattern}' has an unclosed '{{'.");
    }
}
