using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Expressions;

/// <summary>
/// Variables as a shell writes them: <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-default}</c>, with <c>$$</c> for a dollar;
/// and GitLab's inputs, <c>$[[ inputs.name ]]</c>, which are variables of that name.
/// </summary>
internal static class ShellVariables
{
    /// <summary>The first variable at or behind a position.</summary>
    public static Placeholder? Find(string text, int from)
    {
        var start = text.IndexOf('$', from);
        if (start < 0)
            return null;

        var next = start + 1 < text.Length ? text[start + 1] : '\0';
        if (next == '$')
            return Placeholder.Literal(start, start + 2, "$");
        if (next == '{')
            return Braced(text, start);
        if (next == '[' && text.AsSpan(start).StartsWith("$[["))
        {
            var close = text.IndexOf("]]", start, StringComparison.Ordinal);
            return close < 0 ? Placeholder.Unknown(start, text.Length) : Placeholder.Variable(start, close + 2, text[(start + 3)..close].Trim());
        }

        var end = NameEnd(text, start + 1);
        return end == start + 1 ? Placeholder.Unknown(start, end) : Placeholder.Variable(start, end, text[(start + 1)..end]);
    }

    private static Placeholder Braced(string text, int start)
    {
        var close = text.IndexOf('}', start);
        if (close < 0)
            return Placeholder.Unknown(start, text.Length);

        var nameEnd = NameEnd(text, start + 2);
        var name = text[(start + 2)..nameEnd];
        if (name.Length == 0 || text.AsSpan(start + 2, close - start - 2).Contains('$'))
            return Placeholder.Unknown(start, Close(text, start) + 1);
        if (nameEnd == close)
            return Placeholder.Variable(start, close + 1, name);

        var defaultStart = text[nameEnd] == ':' ? nameEnd + 1 : nameEnd;
        return text[defaultStart] is '-' or '='
            ? new Placeholder(start, close + 1, [new PlaceholderTerm(name, text[(defaultStart + 1)..close]) { Range = new TextRange(defaultStart + 1, close) }])
            : Placeholder.Unknown(start, close + 1);
    }

    /// <summary>The brace that closes the first one, or the last character.</summary>
    private static int Close(string text, int start)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return i;
        }

        return text.Length - 1;
    }

    private static int NameEnd(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        return end > start && char.IsAsciiDigit(text[start]) ? start : end;
    }
}
