using System.Text.RegularExpressions;

namespace Plimsoll.Tags.Hosts;

/// <summary>
/// Columns as wide as their widest cell, the last one open-ended. Nothing is cut: where a line would be wider than the
/// terminal, digests are shortened and the last column is wrapped.
/// </summary>
/// <param name="header">The columns' names, which are the first line.</param>
internal sealed partial class TextTable(params string[] header)
{
    private const string Gap = "  ";

    /// <summary>A last column narrower than this is left to the terminal to wrap.</summary>
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
        var before = widths[..^1].Sum(width => width + Gap.Length);
        return rows.SelectMany((row, index) => Lines(row, widths, before, style, isHeader: withHeader && index == 0));
    }

    private IEnumerable<string> Lines(string[] row, int[] widths, int before, TableStyle style, bool isHeader)
    {
        var painter = new Painter(style.Color);
        var last = style.Width - before is >= LeastWidth and var room && row[^1].Length > room ? TextWrapper.Wrap(row[^1], room) : [row[^1]];
        var isFirst = true;
        foreach (var part in last)
        {
            var cells = isFirst ? row[..^1].Select((cell, column) => Paint(cell, header[column], painter, isHeader) + new string(' ', widths[column] - cell.Length)) : [new string(' ', Math.Max(0, before - Gap.Length))];
            yield return string.Join(Gap, cells.Append(isHeader ? painter.Paint(part, Ink.Bold) : part)).TrimEnd();
            isFirst = false;
        }
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
