using System.Text;
using System.Text.RegularExpressions;

namespace Plimsoll.Oci.Images;

/// <summary>
/// A pattern of image names: <c>*</c> is any text without a slash, <c>?</c> one character but a slash, <c>[a-z]</c> and
/// <c>[^a-z]</c> one of a set, and a backslash takes the next character as it is. The whole name must match. Source:
/// Go's <c>path.Match</c>, by which github.com/distribution/reference matches familiar names.
/// </summary>
internal static class ReferencePattern
{
    /// <summary>No name is longer.</summary>
    private const int MaximumLength = 1024;

    /// <summary>Whether the text matches.</summary>
    /// <exception cref="PlimsollException">The pattern is malformed (exit code 2).</exception>
    public static bool Matches(string pattern, string text)
    {
        if (pattern.Length > MaximumLength)
            throw Malformed(pattern);

        try
        {
            return Regex.IsMatch(text, Translate(pattern), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // A range whose end comes before its beginning; more alternatives than are tried.
            throw Malformed(pattern);
        }
    }

    private static string Translate(string pattern)
    {
        var result = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
            switch (pattern[i])
            {
                case '*':
                    result.Append("[^/]*");
                    break;
                case '?':
                    result.Append("[^/]");
                    break;
                case '[':
                    i = AppendSet(result, pattern, i);
                    break;
                case '\\':
                    result.Append(Regex.Escape(++i < pattern.Length ? $"{pattern[i]}" : throw Malformed(pattern)));
                    break;
                default:
                    result.Append(Regex.Escape($"{pattern[i]}"));
                    break;
            }

        return result.Append(@"\z").ToString();
    }

    /// <summary>Appends the set that begins at <paramref name="start"/>, and returns where it ends.</summary>
    private static int AppendSet(StringBuilder result, string pattern, int start)
    {
        var end = pattern.IndexOf(']', start + 1);
        var isNegated = start + 1 < pattern.Length && pattern[start + 1] == '^';
        var first = isNegated ? start + 2 : start + 1;
        if (end <= first)
            throw Malformed(pattern);

        // A dash between two characters is a range, as in Go; everything else stands for itself.
        result.Append(isNegated ? "[^/" : "[");
        foreach (var character in pattern.AsSpan(first, end - first))
            result.Append(character is '\\' or '[' or '^' ? $"\\{character}" : $"{character}");
        result.Append(']');
        return end;
    }

    private static PlimsollException Malformed(string pattern) =>
        PlimsollException.Usage($"'{pattern}' is not a valid pattern for image names.", "Use *, ? and sets such as [a-z].");
}
