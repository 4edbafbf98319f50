using System.Text;

namespace Plimsoll.Tags.Hosts;

/// <summary>
/// Makes foreign text (from files, registries, commits) harmless in a terminal and in a CI log. Control characters, and
/// with them ANSI escapes, become visible; what a CI host would take for a command is broken up with a backslash:
/// <c>##</c> anywhere (<c>##vso[</c> of Azure Pipelines, <c>##[</c>, <c>##teamcity[</c>) and a colon at the start (<c>::</c>
/// of GitHub).
/// </summary>
internal static class LogText
{
    /// <summary>
    /// The text on one line, safe to print. Text without anything to neutralise is returned as it is; a tab becomes a
    /// space, any other control or direction-changing character its escape <c>\uXXXX</c>, a line feed <c>\n</c>.
    /// </summary>
    public static string Neutralize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int start = 0, end = 0;
        return Neutralize(text, ref start, ref end);
    }

    /// <summary>
    /// JSON that a CI log takes for no command. A '#' stands only in strings there, where <c>\u0023</c> is the same
    /// character; the values stay what they are.
    /// </summary>
    public static string NeutralizeJson(string json) => json.Replace("##", @"#\u0023", StringComparison.Ordinal);

    /// <summary>The same, moving two offsets into <paramref name="text"/> along with the text.</summary>
    internal static string Neutralize(string text, ref int start, ref int end)
    {
        var leading = LeadingColon(text);
        if (leading < 0 && !text.AsSpan().Contains("##", StringComparison.Ordinal) && !text.Any(PrintableText.IsUnsafe) && !HasLoneSurrogate(text))
            return text;

        var result = new StringBuilder(text.Length + 16);
        var (newStart, newEnd) = (-1, -1);
        for (var i = 0; i < text.Length; i++)
        {
            if (i == leading)
                result.Append('\\');
            if (i == start)
                newStart = result.Length;
            if (i == end)
                newEnd = result.Length;

            Append(result, text, i);
        }

        start = newStart < 0 ? result.Length : newStart;
        end = newEnd < 0 ? result.Length : newEnd;
        return result.ToString();
    }

    private static void Append(StringBuilder result, string text, int i)
    {
        var c = text[i];
        if (c == '\t')
            result.Append(' ');
        else if (c == '\n')
            result.Append(@"\n");
        else if (c == '\r')
            result.Append(@"\r");
        else if (PrintableText.IsUnsafe(c))
            result.Append(PrintableText.Escape(c));
        else if (char.IsSurrogate(c) && PrintableText.IsHalf(text, i))
            result.Append('\uFFFD');
        else
            result.Append(c);

        // The second '#' of a pair is followed by the name of a command; a backslash between the two ends it.
        if (c == '#' && i + 1 < text.Length && text[i + 1] == '#')
            result.Append('\\');
    }

    /// <summary>The runner trims a line before it looks for <c>::</c>; one colon is enough to become two with what is printed next.</summary>
    private static int LeadingColon(string text)
    {
        var i = 0;
        while (i < text.Length && char.IsWhiteSpace(text[i]))
            i++;
        return i < text.Length && text[i] == ':' ? i : -1;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && PrintableText.IsHalf(text, i))
                return true;
        return false;
    }
}
