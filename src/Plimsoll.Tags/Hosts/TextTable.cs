using System.Text.RegularExpressions;

namespace Plimsoll.Tags.Hosts;

/// <summary>
/// Columns as wide as their widest cell, the last one open-ended. Where a line would be wider than the terminal, digests are
/// shortened, the last column is wrapped, or cut where the style says so, and columns that do not fit follow on a line of their own.
/// </summary>
/// <param name="header">The columns' names, which are the first line.</param>
internal sealed partial class TextTable(params string[] header)
{
    private const string Gap = "  ";

    /// <summary>What a line begins with that goes on with the columns of the one above it.</summary>
    private const string Indent = "    ";

    /// <summary>A last column is not wrapped to less than this.</summary>
    private const int LeastWidth = 20;

    private readonly List<string[]> _rows = [header];

    /// <summary>Adds a row; text from elsewhere cannot command the terminal or the CI host.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(LogText.Neutralize)]);

    /// <summary>The header and each row, without blanks at their ends.</summary>
    /// <param name="style">Where it is shown; <c>null</c> for <see cref="TableStyle.Plain"/>.</param>
    /// <param name="withHeader">Whether the header is shown.</param>
    public IEnumerable<string> Lines(TableStyle? style = null, bool withHeader = true)
    {
        style ??= TableStyle.Plain;
        var rows = withHeader ? _rows : _rows[1..];
        if (style.Width is { } most && rows.Exists(row => Widths(rows)[..^1].Sum(width => width + Gap.Length) + row[^1].Length > most))
            rows = rows.ConvertAll(row => Array.ConvertAll(row, cell => Digest.Replace(cell, "$1")));

        var widths = Widths(rows);
        var groups = Groups(widths, style.Width).ToList();
        return rows.SelectMany((row, index) => groups.SelectMany(group => Lines(row, group, widths, style, isHeader: withHeader && index == 0)));
    }

    /// <summary>The columns that share a line: all of them, and on a terminal as many as fit.</summary>
    private static IEnumerable<Range> Groups(int[] widths, int? width)
    {
        var first = 0;
        var used = 0;
        for (var column = 0; column < widths.Length; column++)
        {
            // The last one needs less than it has, because it can be wrapped.
            var needed = column == widths.Length - 1 ? Math.Min(widths[column], LeastWidth) : widths[column];
            if (column > first && used + needed > width)
            {
                yield return first..column;
                (first, used) = (column, Indent.Length);
            }

            used += widths[column] + Gap.Length;
        }

        yield return first..widths.Length;
    }

    private IEnumerable<string> Lines(string[] row, Range columns, int[] widths, TableStyle style, bool isHeader)
    {
        var painter = new Painter(style.Color);
        var (start, count) = columns.GetOffsetAndLength(row.Length);
        var indent = start == 0 ? "" : Indent;
        var last = start + count - 1;
        var before = indent.Length + widths[start..last].Sum(width => width + Gap.Length);
        var parts = last == row.Length - 1 && style.Width - before is > 0 and var room && row[last].Length > room ? Fit(row[last], room, style) : [row[last]];
        var head = string.Concat(Enumerable.Range(start, last - start).Select(column => Paint(row[column], header[column], painter, isHeader) + new string(' ', widths[column] - row[column].Length) + Gap));
        foreach (var (index, part) in parts.Index())
            yield return $"{(index == 0 ? indent + head : new string(' ', before))}{Paint(part, header[last], painter, isHeader)}".TrimEnd();
    }

    private static IEnumerable<string> Fit(string cell, int room, TableStyle style)
    {
        if (!style.Cuts)
            return TextWrapper.Wrap(cell, room);

        // Half of a character is none.
        var length = room - 1;
        return [string.Concat(cell.AsSpan(0, length > 0 && char.IsHighSurrogate(cell[length - 1]) ? length - 1 : length), "…")];
    }

    private static string Paint(string cell, string column, Painter painter, bool isHeader)
    {
        if (isHeader)
            return cell.Length == 0 ? cell : painter.Paint(cell, Ink.Bold);
        return column is "ACTION" or "STATE" or "" && InkOf(cell) is { } ink ? painter.Paint(cell, ink) : cell;
    }

    /// <summary>Green is new, yellow is changed, red needs somebody; what stays steps back.</summary>
    private static Ink? InkOf(string word) => word switch
    {
        "create" or "created" or "present" or "ok" => Ink.Green,
        "move" or "moved" or "hold" or "warning" => Ink.Yellow,
        "refuse" or "refused" or "missing" or "differs" or "error" => Ink.Red,
        "unchanged" or "same" or "keep" or "kept" or "leave" => Ink.Dim,
        _ => null,
    };

    private static int[] Widths(List<string[]> rows) => [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];

    [GeneratedRegex("(sha256:[0-9a-f]{12})[0-9a-f]{52}")]
    private static partial Regex Digest { get; }
}
