using System.Globalization;
using System.Text;

namespace Plimsoll.Tags.Hosts;

/// <summary>Reads Java's <c>.properties</c> files (docs.oracle.com, <c>java.util.Properties.load</c>).</summary>
internal static class JavaProperties
{
    private const int MaximumSize = 16 * 1024 * 1024;

    /// <summary>Reads a file; one that is missing or broken only means that less is known.</summary>
    public static IReadOnlyDictionary<string, string> Read(string? path)
    {
        try
        {
            return path is not null && new FileInfo(path) is { Exists: true, Length: < MaximumSize } ? Parse(File.ReadAllText(path, Encoding.Latin1)) : new Dictionary<string, string>();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new Dictionary<string, string>();
        }
    }

    /// <summary>Parses the text of a file. Where a key is there twice, the last value counts.</summary>
    public static Dictionary<string, string> Parse(string text)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in LogicalLines(text))
        {
            var end = KeyLength(line);
            var value = line[end..].TrimStart(' ', '\t', '\f');
            if (value.StartsWith('=') || value.StartsWith(':'))
                value = value[1..].TrimStart(' ', '\t', '\f');
            properties[Unescape(line[..end])] = Unescape(value);
        }

        return properties;
    }

    /// <summary>The lines without comments and empty ones; a line goes on after an odd number of backslashes at its end.</summary>
    private static IEnumerable<string> LogicalLines(string text)
    {
        var joined = new StringBuilder();
        foreach (var natural in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n'))
        {
            var line = natural.TrimStart(' ', '\t', '\f');
            if (joined.Length == 0 && (line.Length == 0 || line[0] is '#' or '!'))
                continue;

            var continues = (line.Length - line.AsSpan().TrimEnd('\\').Length) % 2 == 1;
            joined.Append(continues ? line[..^1] : line);
            if (continues)
                continue;

            if (joined.Length > 0)
                yield return joined.ToString();
            joined.Clear();
        }

        if (joined.Length > 0)
            yield return joined.ToString();
    }

    private static int KeyLength(string line)
    {
        for (var index = 0; index < line.Length; index++)
        {
            if (line[index] == '\\')
                index++;
            else if (line[index] is '=' or ':' or ' ' or '\t' or '\f')
                return index;
        }

        return line.Length;
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\' || index + 1 == text.Length)
            {
                plain.Append(text[index]);
                continue;
            }

            index++;
            if (text[index] == 'u' && index + 4 < text.Length && ushort.TryParse(text.AsSpan(index + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append((char)code);
                index += 4;
            }
            else
            {
                plain.Append(text[index] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', var other => other });
            }
        }

        return plain.ToString();
    }
}
