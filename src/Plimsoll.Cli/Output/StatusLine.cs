namespace Plimsoll.Cli.Output;

/// <summary>
/// The last line of a terminal, rewritten in place while other lines go above it. It is erased with blanks rather than
/// control sequences, which not every terminal knows. May be used by several threads at once.
/// </summary>
/// <param name="writer">The terminal.</param>
/// <param name="width">How many characters a line of it has, or <c>null</c>: a longer text would wrap, and could not be rewritten.</param>
internal sealed class StatusLine(TextWriter writer, Func<int?> width)
{
    private readonly Lock _lock = new();
    private int _width;

    /// <summary>Shows a text in place of the last one.</summary>
    public void Show(string text)
    {
        lock (_lock)
        {
            if (width() is > 1 and var columns && text.Length >= columns)
                text = $"{text[..(columns - 2)]}…";
            Write($"\r{text.PadRight(_width)}");
            _width = text.Length;
        }
    }

    /// <summary>Leaves the line empty.</summary>
    public void Clear()
    {
        lock (_lock)
            Erase();
    }

    /// <summary>Writes a whole line; the text below it comes back when it is shown the next time.</summary>
    public void WriteAbove(string line)
    {
        lock (_lock)
        {
            Erase();
            Write(line + writer.NewLine);
        }
    }

    private void Erase()
    {
        if (_width == 0)
            return;

        Write($"\r{new string(' ', _width)}\r");
        _width = 0;
    }

    /// <summary>A log that cannot be written to does not stop the work that it reports.</summary>
    private void Write(string text)
    {
        try
        {
            writer.Write(text);
        }
        catch (IOException)
        {
        }
    }
}
