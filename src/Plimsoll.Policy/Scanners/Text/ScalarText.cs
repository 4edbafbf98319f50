using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Plimsoll.Policy.Scanners.Text;

/// <summary>
/// Finds the text of a scalar within its event: an event starts at the anchor or tag before the scalar, includes the
/// quotes, and that of a block scalar starts at its header.
/// </summary>
internal static class ScalarText
{
    /// <summary>The offsets of the first character and one past the last.</summary>
    public static (int Start, int End) Locate(string text, Scalar scalar)
    {
        var end = Math.Min((int)scalar.End.Index, text.Length);
        var start = SkipProperties(text, Math.Min((int)scalar.Start.Index, end), end);
        return scalar.Style switch
        {
            ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted when end - start >= 2 => (start + 1, end - 1),
            ScalarStyle.Literal or ScalarStyle.Folded => Block(text, start, end),
            _ => (start, TrimEnd(text, start, end)),
        };
    }

    /// <summary>Skips <c>&amp;anchor</c> and <c>!tag</c> with the white space and comments behind them; no content starts with either.</summary>
    private static int SkipProperties(string text, int position, int end)
    {
        while (position < end && text[position] is '&' or '!')
        {
            while (position < end && !char.IsWhiteSpace(text[position]))
                position++;
            while (position < end && (char.IsWhiteSpace(text[position]) || text[position] == '#'))
                position = text[position] == '#' ? LineEnd(text, position, end) : position + 1;
        }

        return position;
    }

    /// <summary>
    /// The lines of a block scalar from the first character to the last. Its event may reach over the comments behind it,
    /// which are recognised by their smaller indentation.
    /// </summary>
    private static (int Start, int End) Block(string text, int header, int end)
    {
        var line = NextLine(text, header, end);
        var (start, last, indent) = (-1, line, 0);
        for (; line < end; line = NextLine(text, line, end))
        {
            var lineEnd = LineEnd(text, line, end);
            var first = line;
            while (first < lineEnd && text[first] == ' ')
                first++;
            if (text.AsSpan(first, lineEnd - first).IsWhiteSpace())
                continue;
            if (start < 0)
                (start, indent) = (first, first - line);
            else if (first - line < indent)
                break;
            last = TrimEnd(text, first, lineEnd);
        }

        return start < 0 ? (header, header) : (start, last);
    }

    private static int LineEnd(string text, int position, int end)
    {
        var length = text.AsSpan(position, end - position).IndexOfAny('\r', '\n');
        return length < 0 ? end : position + length;
    }

    private static int NextLine(string text, int position, int end)
    {
        var next = LineEnd(text, position, end);
        if (next >= end)
            return end;
        return text[next] == '\r' && next + 1 < end && text[next + 1] == '\n' ? next + 2 : next + 1;
    }

    private static int TrimEnd(string text, int start, int end)
    {
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        return end;
    }
}
