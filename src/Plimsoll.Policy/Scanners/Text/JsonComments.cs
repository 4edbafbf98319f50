namespace Plimsoll.Policy.Scanners.Text;

/// <summary>
/// The comments that tools allow in JSON, <c>// …</c> and <c>/* … */</c>, which YAML does not have. They are replaced by as many
/// blanks, so that everything else stays where it is.
/// </summary>
internal static class JsonComments
{
    /// <summary>The text to parse: that of a <c>.json</c> file without its comments, any other as it is.</summary>
    public static string Without(string text, string fileName)
    {
        if (!fileName.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || (!text.Contains("//", StringComparison.Ordinal) && !text.Contains("/*", StringComparison.Ordinal)))
            return text;

        char[]? masked = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                i = StringEnd(text, i);
            }
            else if (text[i] == '/' && i + 1 < text.Length && text[i + 1] is '/' or '*')
            {
                var end = CommentEnd(text, i);
                masked ??= text.ToCharArray();
                for (; i < end; i++)
                    if (masked[i] is not ('\r' or '\n'))
                        masked[i] = ' ';
                i--;
            }
        }

        return masked is null ? text : new string(masked);
    }

    private static int StringEnd(string text, int quote)
    {
        for (var i = quote + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
                return i;
        }

        return text.Length;
    }

    private static int CommentEnd(string text, int start)
    {
        if (text[start + 1] == '/')
        {
            var length = text.AsSpan(start).IndexOfAny('\r', '\n');
            return length < 0 ? text.Length : start + length;
        }

        var close = text.IndexOf("*/", start + 2, StringComparison.Ordinal);
        return close < 0 ? text.Length : close + 2;
    }
}
