using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Docker;

/// <summary>
/// Reads a Dockerfile as BuildKit does: parser directives at the top, comment lines anywhere (also between continuation
/// lines), the escape character of the directive, here-documents apart.
/// </summary>
internal sealed partial class DockerfileReader
{
    private readonly string _text;
    private int _position;
    private char _escape = '\\';

    private DockerfileReader(string text) => _text = text;

    /// <summary>The whole text.</summary>
    public string Text => _text;

    /// <summary>Whether a here-document has no end, so that instructions may be taken for its lines.</summary>
    public bool IsUnclosed { get; private set; }

    /// <summary>The image of <c># syntax=</c> as offsets into the file, or <c>null</c>.</summary>
    public (int Start, int End)? Syntax { get; private set; }

    /// <summary>The escape character.</summary>
    public char Escape => _escape;

    /// <summary>The instructions in the order of the file.</summary>
    public List<DockerfileInstruction> Instructions { get; } = [];

    /// <summary>Reads the whole text. Any text can be read.</summary>
    public static DockerfileReader Read(string text, CancellationToken cancellationToken)
    {
        var reader = new DockerfileReader(text);
        reader.ReadDirectives();
        while (reader._position < text.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reader.ReadInstruction();
        }

        return reader;
    }

    private void ReadDirectives()
    {
        // A line that makes the file a script may stand above the syntax, but then BuildKit looks for no other directive.
        var isScript = _text.StartsWith("#!", StringComparison.Ordinal);
        if (isScript)
            _position = Line().Next;

        while (_position < _text.Length)
        {
            var (start, end, next) = Line();
            var line = _text.AsSpan(start, end - start).TrimEnd();
            var match = Directive.Match(_text, start, line.Length);
            if (!match.Success)
                return;

            var value = match.Groups["value"];
            switch (match.Groups["name"].Value.ToUpperInvariant())
            {
                case "SYNTAX":
                    Syntax = (value.Index, value.Index + FirstWordLength(value.ValueSpan));
                    break;
                case "ESCAPE" when !isScript && value.ValueSpan is "`" or "\\":
                    _escape = value.ValueSpan[0];
                    break;
                case "CHECK" or "ESCAPE":
                    break;
                default:
                    return;
            }

            _position = next;
        }
    }

    private void ReadInstruction()
    {
        var text = new StringBuilder();
        var offsets = new List<int>();
        var continues = true;
        while (continues && _position < _text.Length)
        {
            var (start, end, next) = Line();
            _position = next;
            var content = start;
            while (content < end && char.IsWhiteSpace(_text[content]))
                content++;

            // Inside an instruction, empty lines and comments do not end it.
            if (content == end || _text[content] == '#')
            {
                if (text.Length == 0 && offsets.Count == 0)
                    return;
                continue;
            }

            var last = Continuation(start, end);
            continues = last >= 0;
            for (var i = text.Length == 0 ? content : start; i < (continues ? last : end); i++)
            {
                text.Append(_text[i]);
                offsets.Add(i);
            }

            if (text.Length == 0)
                offsets.Add(start);
        }

        if (string.IsNullOrWhiteSpace(text.ToString()))
            return;

        // A lone escape character at the very start leaves a place without a character.
        if (offsets.Count > text.Length)
            offsets.RemoveRange(0, offsets.Count - text.Length);
        var instruction = new DockerfileInstruction(text.ToString(), offsets, _escape);
        Instructions.Add(instruction);
        instruction.Documents = [.. instruction.HereDocuments().Select(document => HereDocument(document.Name, document.StripsTabs))];
    }

    private TextRange HereDocument(string name, bool stripsTabs)
    {
        var first = _position;
        while (_position < _text.Length)
        {
            var (start, end, next) = Line();
            _position = next;
            var line = _text.AsSpan(start, end - start);
            if ((stripsTabs ? line.TrimStart('\t') : line).SequenceEqual(name))
                return new TextRange(first, start);
        }

        IsUnclosed = true;
        return new TextRange(first, _position);
    }

    /// <summary>Where the escape character stands that continues this line, or -1; a doubled one does not.</summary>
    private int Continuation(int start, int end)
    {
        while (end > start && _text[end - 1] is ' ' or '\t')
            end--;
        var last = end - 1;
        return last >= start && _text[last] == _escape && (last == start || _text[last - 1] != _escape) ? last : -1;
    }

    /// <summary>Only a line feed ends a line; a carriage return elsewhere than before one is white space.</summary>
    private (int Start, int End, int Next) Line()
    {
        var length = _text.AsSpan(_position).IndexOf('\n');
        var next = length < 0 ? _text.Length : _position + length + 1;
        var end = length < 0 ? next : next - 1;
        while (end > _position && _text[end - 1] == '\r')
            end--;
        return (_position, end, next);
    }

    private static int FirstWordLength(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAny(' ', '\t');
        return length < 0 ? text.Length : length;
    }

    [GeneratedRegex(@"^[ \t]*#[ \t]*(?<name>[a-zA-Z][a-zA-Z0-9]*)[ \t]*=[ \t]*(?<value>[^ \t].*)\z", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Directive { get; }
}
