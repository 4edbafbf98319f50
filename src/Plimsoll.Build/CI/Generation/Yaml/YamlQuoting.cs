using System.Globalization;
using System.Text;

namespace Plimsoll.Build.CI.Generation.Yaml;

/// <summary>How a text is written so that every reader gets the same text back, whether it knows YAML 1.1 or 1.2.</summary>
internal static class YamlQuoting
{
    /// <summary>What readers take for something else than a text.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase) { "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", ".nan" };

    /// <summary>Writes a text in one line: as it is, in single quotes, or in double quotes with escapes.</summary>
    public static string ToLine(string text)
    {
        if (IsPlain(text))
            return text;
        return text.EnumerateRunes().All(IsPrintable) ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : Escape(text);
    }

    /// <summary>Writes the key of a map. <c>on</c>, which YAML 1.1 takes for a boolean, is what workflows of GitHub begin with.</summary>
    public static string ToKey(string key) => key == "on" ? key : ToLine(key);

    /// <summary>The lines of a block that holds the text unchanged, or <c>null</c> where only quotes can.</summary>
    /// <param name="text">The text.</param>
    /// <param name="header">What is written where the text would be: whether the last line ends with a line feed.</param>
    public static string[]? ToBlock(string text, out string header)
    {
        header = text.EndsWith('\n') ? "|" : "|-";
        if (!text.Contains('\n', StringComparison.Ordinal))
            return null;
        var lines = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
        var isSafe = lines[0].Length > 0 && lines[0][0] != ' ' && lines[^1].Length > 0
            && lines.All(line => !line.EndsWith(' ') && line.EnumerateRunes().All(IsPrintable));
        return isSafe ? lines : null;
    }

    private static bool IsPlain(string text) =>
        text.Length > 0
        && (char.IsAsciiLetter(text[0]) || text[0] is '_' or '/' or '$' || (text[0] == '.' && text.Length > 1 && (char.IsAsciiLetter(text[1]) || text[1] == '/')))
        && text.All(c => c is >= ' ' and <= '~')
        && text[^1] is not (' ' or ':')
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !Words.Contains(text);

    /// <summary>Whether a character is one that everybody sees, and no reader takes for the end of a line.</summary>
    private static bool IsPrintable(Rune rune) => rune.IsAscii
        ? rune.Value is >= ' ' and <= '~'
        : rune.IsBmp && rune.Value is not (0xFEFF or 0xFFFD or 0xFFFE or 0xFFFF) && Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);

    private static string Escape(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
            quoted.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when IsPrintable(rune) => rune.ToString(),
                <= 0xFF => $"\\x{rune.Value:X2}",
                <= 0xFFFF => $"\\u{rune.Value:X4}",
                _ => $"\\U{rune.Value:X8}",
            });
        return quoted.Append('"').ToString();
    }
}
