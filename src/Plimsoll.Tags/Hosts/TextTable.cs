namespace Plimsoll.Tags.Hosts;

/// <summary>Columns as wide as their widest cell, the last one open-ended: nothing is cut or wrapped.</summary>
/// <param name="header">The columns' names, which are the first line.</param>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    /// <summary>Adds a row; text from elsewhere cannot command the terminal or the CI host.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(LogText.Neutralize)]);

    /// <summary>The header and each row, without blanks at their ends.</summary>
    public IEnumerable<string> Lines()
    {
        var widths = Enumerable.Range(0, header.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        return _rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
