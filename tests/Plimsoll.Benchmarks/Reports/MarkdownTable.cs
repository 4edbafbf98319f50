using System.Text;

namespace Plimsoll.Benchmarks.Reports;

/// <summary>A table that people read as text as well.</summary>
/// <param name="headings">The headings of its columns.</param>
internal sealed class MarkdownTable(params IReadOnlyList<string> headings)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public void Add(params IReadOnlyList<string> cells) => _rows.Add(cells);

    public override string ToString()
    {
        var text = new StringBuilder();
        var widths = headings.Select((heading, column) => _rows.Select(row => row[column].Length).Append(heading.Length).Append(3).Max()).ToList();
        Append(headings);
        Append([.. widths.Select(width => new string('-', width))]);
        _rows.ForEach(Append);
        return text.ToString();

        void Append(IReadOnlyList<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select((cell, column) => cell.Replace("|", "\\|", StringComparison.Ordinal).PadRight(widths[column]))).Append(" |\n");
    }
}
