using System.Globalization;
using System.Text;

namespace Plimsoll.Build.CI;

/// <summary>Reads files of properties as Java writes them.</summary>
internal static class JavaProperties
{
    /// <summary>Reads a file; none gives no properties.</summary>
    /// <exception cref="BuildException">It cannot be read (exit code 2).</exception>
    public static IReadOnlyDictionary<string, string> Read(string? path)
    {
        if (path is null)
            return new Dictionary<string, string>();
        try
        {
            // Java writes what Latin-1 does not have as escapes.
            return Parse(File.ReadAllText(path, Encoding.Latin1));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw BuildException.Usage($"The properties of the build server cannot be read from {path}: {exception.Message}", null, exception);
        }
    }

    /// <summary>Parses the text of a file. Keys compare without regard to case; of two the last wins.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in LogicalLines(text))
        {
            var end = 0;
            while (end < line.Length && line[end] is not ('=' or ':' or ' ' or '\t'))
                end += line[end] == '\\' ? 2 : 1;
            end = Math.Min(end, line.Length);
            var value = line[end..].TrimStart(' ', '\t');
            if (value.StartsWith('=') || value.StartsWith(':'))
                value = value[1..].TrimStart(' ', '\t');
            var key = Unescape(line[..end]);
            properties[key.StartsWith("secure:", StringComparison.Ordinal) ? key["secure:".Length..] : key] = Unescape(value);
        }

        return properties;
    }

    /// <summary>The lines that are no comments, each joined with those that it goes on in.</summary>
    private static IEnumerable<string> LogicalLines(string text)
    {
        var joined = new StringBuilder();
        foreach (var part in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = part.TrimStart(' ', '\t', '\f');
            if (joined.Length == 0 && (line.Length == 0 || line[0] is '#' or '!'))
                continue;
            if ((line.Length - line.TrimEnd('\\').Length) % 2 == 1)
            {
                joined.Append(line, 0, line.Length - 1);
                continue;
            }

            yield return joined.Append(line).ToString();
            joined.Clear();
        }

        if (joined.Length > 0)
            yield return joined.ToString();
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] == 'u' && i + 4 < text.Length && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                i += 4;
                continue;
            }

            plain.Append(text[i] switch
            {
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                'f' => '\f',
                var other => other,
            });
        }

        return plain.ToString();
    }
}
