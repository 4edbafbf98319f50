using System.Globalization;
using System.Text;

namespace Plimsoll;

/// <summary>
/// Makes text from files, registries and people fit to be shown: what would steer a terminal, or show a line otherwise than it
/// is, becomes visible. Linked into each assembly that has exceptions for users.
/// </summary>
internal static class PrintableText
{
    /// <summary>The most characters that <see cref="Clean"/> returns.</summary>
    private const int LongestMessage = 8000;

    private const int LongestLine = 2000;
    private const int KeptOfEnd = 400;

    // For the line that says how many others there are.
    private const int LengthOfRest = 40;

    /// <summary>Whether a character steers what shows it, or changes the order of others, or is not seen.</summary>
    public static bool IsUnsafe(char c) =>
        char.IsControl(c)
        || c is '\u2028' or '\u2029' // line separators
        || c is '\u200E' or '\u200F' or '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') // direction
        || c is '\u200B' or '\uFEFF' or '\uFFFF'; // invisible

    /// <summary>Whether a character is one half of a character without the other.</summary>
    public static bool IsHalf(string text, int index) =>
        char.IsHighSurrogate(text[index])
            ? index + 1 >= text.Length || !char.IsLowSurrogate(text[index + 1])
            : char.IsLowSurrogate(text[index]) && (index == 0 || !char.IsHighSurrogate(text[index - 1]));

    /// <summary>The escape that stands for an unsafe character: <c>\u001b</c>.</summary>
    public static string Escape(char c) => $"\\u{((int)c).ToString("x4", CultureInfo.InvariantCulture)}";

    /// <summary>
    /// A message of one or more lines, fit to be shown: unsafe characters are escaped, half characters replaced, a line that no
    /// one would read to its end has a gap before its end, and lines behind many others are counted. Most messages are returned as
    /// they are.
    /// </summary>
    public static string Clean(string message)
    {
        var isClean = message.Length <= LongestLine;
        for (var i = 0; isClean && i < message.Length; i++)
            isClean = message[i] is '\n' || !(IsUnsafe(message[i]) || (char.IsSurrogate(message[i]) && IsHalf(message, i)));
        return isClean ? message : CleanLines(message.ReplaceLineEndings("\n").Split('\n'));
    }

    private static string CleanLines(string[] lines)
    {
        var result = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = CleanLine(lines[i]);
            if (result.Length + line.Length + LengthOfRest > LongestMessage)
                return result.Append(CultureInfo.InvariantCulture, $"\n… and {lines.Length - i} more lines").ToString();
            result.Append(i == 0 ? "" : "\n").Append(line);
        }

        return result.ToString();
    }

    private static string CleanLine(string line)
    {
        line = Shorten(line);
        var result = new StringBuilder(line.Length);
        for (var i = 0; i < line.Length; i++)
            _ = line[i] switch
            {
                '\t' => result.Append(' '),
                var c when IsUnsafe(c) => result.Append(Escape(c)),
                var c when char.IsSurrogate(c) && IsHalf(line, i) => result.Append('\uFFFD'),
                var c => result.Append(c),
            };

        // Escapes are longer than what they stand for.
        return Shorten(result.ToString());
    }

    /// <summary>The beginning and the end of a line that is too long; no character is cut in half.</summary>
    private static string Shorten(string line)
    {
        if (line.Length <= LongestLine)
            return line;

        var (start, end) = (LongestLine - KeptOfEnd, line.Length - KeptOfEnd);
        start -= char.IsHighSurrogate(line[start - 1]) ? 1 : 0;
        end += char.IsLowSurrogate(line[end]) ? 1 : 0;
        return $"{line[..start]}…{line[end..]}";
    }
}
