namespace Plimsoll.Cli.Output;

/// <summary>
/// The last line of a terminal, rewritten in place while other lines go above it. It is erased with blanks rather than
/// control sequences, which not every terminal knows. May be used by several threads at once.
/// </summary>
internal sealed class StatusLine(TextWriter writer)
{
    private readonly Lock _lock = new();
    private int _width;

    /// <summary>Shows a text in place of the last one.</summary>
    public void Show(string text)
    {
        lock (_lock)
        {
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
