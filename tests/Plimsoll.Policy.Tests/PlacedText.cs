using System.Text;
using Plimsoll.Policy.Scanners;
using Plimsoll.Policy.Tests.Pinning;

namespace Plimsoll.Policy.Tests;

/// <summary>A file that is written piece by piece and remembers where its images stand.</summary>
internal sealed class PlacedText(bool hasMark = false, bool hasCarriageReturns = false)
{
    private readonly StringBuilder _text = new(hasMark ? "\uFEFF" : "");
    private readonly List<(int Line, int Column, string Image)> _places = [];
    private int _line = 1;
    private int _column = 1;

    /// <summary>The images as <c>image@line:column-column</c>, in the order of the file.</summary>
    public string Places => string.Join(" ", _places.OrderBy(place => place.Line).ThenBy(place => place.Column).Select(place => place.Image));

    public string Text => _text.ToString();

    public PlacedText Write(string text)
    {
        foreach (var c in text)
        {
            _text.Append(c == '\n' && hasCarriageReturns ? "\r\n" : c.ToString());
            (_line, _column) = c == '\n' ? (_line + 1, 1) : (_line, _column + 1);
        }

        return this;
    }

    /// <summary>Writes a text that names an image, itself unless another is given.</summary>
    public PlacedText Image(string text, string? image = null)
    {
        _places.Add((_line, _column, $"{image ?? text}@{_line}:{_column}-{_column + text.Length}"));
        return Write(text);
    }

    /// <summary>Writes a text in one of five YAML styles, as the token of an image where one is given.</summary>
    public PlacedText Quoted(string text, string? image, int style)
    {
        var (before, after) = style switch { 1 => ("'", "'"), 2 => ("\"", "\""), 3 => ("&a ", ""), 4 => ("!!str \"", "\""), _ => text.Length == 0 ? ("''", "") : ("", "") };
        Write(before);
        return (image is null ? Write(text) : Image(text, image)).Write(after);
    }

    /// <summary>Writes an image as a YAML value in one of seven styles, and ends the line.</summary>
    public PlacedText Value(string image, int style, string indent, string noise)
    {
        var (before, after) = style switch
        {
            0 => ("", ""),
            1 => ("'", "'"),
            2 => ("\"", "\""),
            3 => ("&anchor ", ""),
            4 => ("!!str '", "'"),
            5 => ("|-\n" + indent + "  ", ""),
            _ => ("\n" + indent + "    ", ""),
        };

        // Behind a block scalar a '#' would be content.
        return Write(before).Image(image).Write(after).Write(style == 5 ? "\n" : $" {noise}\n");
    }

    /// <summary>What the scanners find in it under a name.</summary>
    public string Scan(string name)
    {
        var root = Path.GetFullPath(".");
        var file = new CandidateFile(Path.GetFullPath(name), name, IsExplicit: false);
        var scan = FileScanner.ScanBytes(file, Encoding.UTF8.GetBytes(Text), new SourceTree(root, root), CancellationToken.None);
        Assert.Empty(scan.Findings);

        // Once a text is huge, what is told of it is how long it takes to read.
        if (_text.Length < 100_000)
            PinProof.Holds(name, Text);
        return string.Join(" ", scan.Uses.Select(use => $"{use.Image}@{use.Span.StartLine}:{use.Span.StartColumn}-{use.Span.EndColumn}"));
    }
}
