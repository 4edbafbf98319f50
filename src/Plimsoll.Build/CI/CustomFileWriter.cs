using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI;

/// <summary>Writes indented lines.</summary>
/// <param name="writer">Where they go.</param>
/// <param name="indentationFactor">The number of spaces of a level.</param>
/// <param name="commentPrefix">What a comment begins with.</param>
public class CustomFileWriter(TextWriter writer, int indentationFactor, string commentPrefix)
{
    private int _level;

    /// <summary>Writes a line, or each line of a text.</summary>
    /// <param name="text">The text; <c>null</c> for an empty line.</param>
    public void WriteLine(string? text = null)
    {
        foreach (var line in (text ?? "").ReplaceLineEndings("\n").Split('\n'))
            writer.WriteLine(line.Length == 0 ? "" : new string(' ', _level * indentationFactor) + line);
    }

    /// <summary>Writes a comment.</summary>
    /// <param name="text">The comment, in one line; <c>null</c> for an empty one.</param>
    public void WriteComment(string? text = null) => WriteLine($"{commentPrefix} {text}".TrimEnd());

    /// <summary>Lets a function write.</summary>
    public void Write(Action<CustomFileWriter> write) => write(this);

    /// <summary>Indents what follows by one more level, until the result is disposed.</summary>
    public IDisposable Indent()
    {
        _level++;
        return new Indentation(this);
    }

    internal void Write(YamlNode node)
    {
        foreach (var line in YamlWriter.ToLines(node))
            WriteLine(line);
    }

    private sealed class Indentation(CustomFileWriter writer) : IDisposable
    {
        public void Dispose() => writer._level--;
    }
}
