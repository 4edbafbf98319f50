using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Quadlet;

/// <summary>The syntax of systemd's units: sections, assignments, lines that a backslash continues, comments in between.</summary>
internal static class UnitFile
{
    /// <summary>All assignments in order, each with the place of its value, which is empty where there is none.</summary>
    public static IEnumerable<(string Section, string Key, TextRange Value)> Entries(string text)
    {
        var section = "";
        for (var position = 0; position < text.Length;)
        {
            var end = LineEnd(text, position);
            var start = SkipBlanks(text, position, end);
            position = Math.Min(end + 1, text.Length);
            if (start == end || text[start] is '#' or ';')
                continue;

            if (text[start] == '[')
            {
                var close = text.IndexOf(']', start, end - start);
                section = close < 0 ? "" : text[(start + 1)..close];
                continue;
            }

            var equals = text.IndexOf('=', start, end - start);
            var value = Value(text, equals < 0 ? start : equals + 1, ref position);
            if (equals >= 0)
                yield return (section, text[start..equals].TrimEnd(), value);
        }
    }

    /// <summary>The first to the last character of the value that starts here; <paramref name="next"/> becomes the line behind it.</summary>
    private static TextRange Value(string text, int start, ref int next)
    {
        var (first, last) = (-1, start);
        for (var (line, isFirst) = (start, true); ; (line, isFirst) = (next, false))
        {
            var end = LineEnd(text, line);
            next = Math.Min(end + 1, text.Length);
            var content = SkipBlanks(text, line, end);
            var isComment = !isFirst && content < end && (text[content] is '#' or ';');
            var contentEnd = TrimEnd(text, content, end);
            var isContinued = contentEnd > content && text[contentEnd - 1] == '\\';
            if (isContinued && !isComment)
                contentEnd = TrimEnd(text, content, contentEnd - 1);
            if (contentEnd > content && !isComment)
                (first, last) = (first < 0 ? content : first, contentEnd);
            if (!(isContinued || isComment) || next >= text.Length)
                return first < 0 ? new TextRange(start, start) : new TextRange(first, last);
        }
    }

    /// <summary>The line feed that ends a line, or the end; a carriage return before it counts as a blank.</summary>
    private static int LineEnd(string text, int position)
    {
        var length = text.AsSpan(position).IndexOf('\n');
        return length < 0 ? text.Length : position + length;
    }

    private static int SkipBlanks(string text, int position, int end)
    {
        while (position < end && char.IsWhiteSpace(text[position]))
            position++;
        return position;
    }

    private static int TrimEnd(string text, int start, int end)
    {
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return end;
    }
}
