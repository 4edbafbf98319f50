using System.Text;
using System.Text.RegularExpressions;

namespace Plimsoll.Publishing.Builds.Context;

/// <summary>
/// One pattern of a <c>.dockerignore</c>, as Docker and BuildKit read it: <c>*</c> and <c>?</c> stay within a name,
/// <c>**</c> goes over any number of folders, <c>[…]</c> is one of these characters, a backslash takes the next one as it is.
/// </summary>
internal sealed class IgnorePattern
{
    private readonly Func<string, bool> _matches;

    private IgnorePattern(bool isException, string literalFolder, Func<string, bool> matches)
    {
        IsException = isException;
        LiteralFolder = literalFolder;
        _matches = matches;
    }

    /// <summary>Whether it takes back (<c>!</c>) what patterns before it ignore.</summary>
    public bool IsException { get; }

    /// <summary>The folders at its beginning that are plain names, without a slash at the end; empty where it begins with a wildcard.</summary>
    public string LiteralFolder { get; }

    /// <exception cref="FormatException">It cannot be used.</exception>
    public static IgnorePattern Parse(string line)
    {
        var isException = line.StartsWith('!');
        var text = Clean(isException ? line[1..].Trim() : line);
        if (text.Length == 0)
            throw new FormatException("'!' is not followed by a pattern");

        var wildcard = text.AsSpan().IndexOfAny("*?[\\");
        var folder = wildcard < 0 ? text : text[..Math.Max(0, text.LastIndexOf('/', wildcard))];
        return new IgnorePattern(isException, folder, Matcher(text));
    }

    /// <summary>Whether the path, or a folder above it, is meant.</summary>
    public bool Matches(string path)
    {
        if (_matches(path))
            return true;

        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            if (_matches(path[..slash]))
                return true;
        return false;
    }

    /// <summary>The path without empty, <c>.</c> and <c>..</c> segments, and without the slash at its beginning: everything starts at the context.</summary>
    private static string Clean(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Replace('\\', OperatingSystem.IsWindows() ? '/' : '\\').Split('/'))
        {
            if (segment is "" or ".")
                continue;
            if (segment == ".." && segments is [.., not ".."])
                segments.RemoveAt(segments.Count - 1);
            else if (segment != ".." || !path.StartsWith('/'))
                segments.Add(segment);
        }

        return segments.Count > 0 ? string.Join('/', segments) : path.Length > 0 ? "." : "";
    }

    private static Func<string, bool> Matcher(string pattern)
    {
        // These two are compared as they are, whatever is in them.
        if (pattern.AsSpan().IndexOfAny("*?[]\\") < 0)
            return path => path == pattern;
        if (pattern.StartsWith("**", StringComparison.Ordinal) && pattern.AsSpan(2).IndexOfAny("*?[]\\") < 0)
            return SuffixMatcher(pattern[2..]);

        try
        {
            // Without backtracking the time grows with the path alone, whatever the pattern is.
            return new Regex(ToRegex(pattern), RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking).IsMatch;
        }
        catch (ArgumentException exception)
        {
            throw new FormatException($"'{pattern}' has a range whose end comes before its beginning", exception);
        }
        catch (NotSupportedException exception)
        {
            throw new FormatException($"'{pattern}' has more wildcards than can be matched", exception);
        }
    }

    private static Func<string, bool> SuffixMatcher(string suffix) =>
        path => path.EndsWith(suffix, StringComparison.Ordinal) || (suffix.StartsWith('/') && path == suffix[1..]);

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i++;
                    if (i + 1 < pattern.Length && pattern[i + 1] == '/')
                        i++;
                    regex.Append(i + 1 == pattern.Length ? ".*" : "(?:.*/)?");
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '\\' when i + 1 < pattern.Length:
                    regex.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                case '[':
                    i = AppendClass(regex, pattern, i);
                    break;
                default:
                    regex.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return regex.Append(@"\z").ToString();
    }

    /// <summary>Go's classes: <c>[^…]</c> is any other character, <c>a-z</c> a range, a backslash takes the next as it is.</summary>
    private static int AppendClass(StringBuilder regex, string pattern, int start)
    {
        regex.Append('[');
        var i = start + 1;
        if (i < pattern.Length && pattern[i] == '^')
            regex.Append(pattern[i++]);
        var first = i;
        for (; i < pattern.Length && (pattern[i] != ']' || i == first); i++)
        {
            var isRange = pattern[i] == '-' && i > first && i + 1 < pattern.Length && pattern[i + 1] != ']';
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
                i++;

            // A class is escaped otherwise than what is outside of one.
            if (pattern[i] is '\\' or ']' or '[' or '^' or '-' && !isRange)
                regex.Append('\\');
            regex.Append(pattern[i]);
        }

        if (i >= pattern.Length || i == first)
            throw new FormatException($"'{pattern}' has an unclosed '['");
        regex.Append(']');
        return i;
    }
}
