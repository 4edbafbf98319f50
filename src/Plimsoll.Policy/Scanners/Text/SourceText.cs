namespace Plimsoll.Policy.Scanners.Text;

/// <summary>
/// A file's text without its byte order mark, and the way from offsets to lines and columns. Offsets, not a parser's own
/// line numbers, decide: YAML also breaks lines at characters that no editor counts as the end of a line.
/// </summary>
internal sealed class SourceText
{
    private const int MaximumExcerpt = 400;
    private readonly List<int> _lineStarts = [0];

    public SourceText(string path, string text)
    {
        Path = path;
        Text = text;
        for (var i = 0; i < text.Length;)
        {
            var length = text.AsSpan(i).IndexOfAny('\r', '\n');
            if (length < 0)
                break;

            i += length;
            i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 2 : 1;
            _lineStarts.Add(i);
        }
    }

    /// <summary>The path as reported.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>The file's name, without its folders.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>How many lines there are; a line break at the end starts one more.</summary>
    public int LineCount => _lineStarts.Count;

    /// <summary>A line by its number from 1, with its line break.</summary>
    public ReadOnlySpan<char> Line(int number) =>
        Text.AsSpan(_lineStarts[number - 1], (number < _lineStarts.Count ? _lineStarts[number] : Text.Length) - _lineStarts[number - 1]);

    /// <summary>The span of the characters from <paramref name="start"/> up to, not including, <paramref name="end"/>.</summary>
    public SourceSpan Span(int start, int end)
    {
        start = Math.Clamp(start, 0, Text.Length);
        end = Math.Clamp(end, start, Text.Length);
        var (startLine, startColumn) = Position(start);

        // The end is found from the last character, so that a span never ends in column 1 of the line after it.
        var (endLine, endColumn) = end == start ? (startLine, startColumn - 1) : Position(end - 1);
        return new SourceSpan(Path, startLine, startColumn, endLine, endColumn + 1);
    }

    /// <summary>The line at an offset; of a line longer than any reader would look at, the part around the offset.</summary>
    public SourceExcerpt Excerpt(int offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        var (line, column) = Position(offset);
        var start = _lineStarts[line - 1];
        var end = line < _lineStarts.Count ? _lineStarts[line] : Text.Length;
        while (end > start && Text[end - 1] is '\r' or '\n')
            end--;
        if (end - start <= MaximumExcerpt)
            return new SourceExcerpt(Text[start..end], 1);

        var from = Math.Clamp(offset - (MaximumExcerpt / 4), start, end - MaximumExcerpt);
        return new SourceExcerpt(Text.Substring(from, MaximumExcerpt), column - (offset - from));
    }

    private (int Line, int Column) Position(int offset)
    {
        var index = _lineStarts.BinarySearch(offset);
        var line = index >= 0 ? index : ~index - 1;
        return (line + 1, offset - _lineStarts[line] + 1);
    }
}
