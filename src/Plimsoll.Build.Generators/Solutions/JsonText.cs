using System.Globalization;
using System.Text;

namespace Plimsoll.Build.Generators.Solutions;

/// <summary>
/// Reads JSON with comments and trailing commas, which compilers bring no reader for: objects become dictionaries, arrays lists, texts
/// strings; of numbers and literals only that they are there is kept.
/// </summary>
internal sealed class JsonText
{
    private const int MaximumDepth = 64;

    private readonly SolutionFile _file;
    private int _position;
    private int _depth;

    private JsonText(SolutionFile file) => _file = file;

    /// <exception cref="UnreadableSolutionException">It is not JSON.</exception>
    public static object? Read(SolutionFile file)
    {
        var reader = new JsonText(file);
        var value = reader.ReadValue();
        return reader.Peek() == '\0' ? value : throw reader.Unexpected();
    }

    private object? ReadValue()
    {
        if (++_depth > MaximumDepth)
            throw Unexpected();
        object? value = Peek() switch
        {
            '{' => ReadObject(),
            '[' => ReadArray(),
            '"' => ReadString(),
            _ => ReadLiteral(),
        };
        _depth--;
        return value;
    }

    private Dictionary<string, object?> ReadObject()
    {
        var result = new Dictionary<string, object?>();
        _position++;
        while (Peek() != '}')
        {
            if (Peek() != '"')
                throw Unexpected();
            var name = ReadString();
            Expect(':');
            result[name] = ReadValue();
            if (Peek() != '}')
                Expect(',');
        }

        _position++;
        return result;
    }

    private List<object?> ReadArray()
    {
        var result = new List<object?>();
        _position++;
        while (Peek() != ']')
        {
            result.Add(ReadValue());
            if (Peek() != ']')
                Expect(',');
        }

        _position++;
        return result;
    }

    private string ReadString()
    {
        var text = new StringBuilder();
        _position++;
        while (true)
        {
            var c = Current();
            _position++;
            if (c == '"')
                return text.ToString();
            if (c is '\0' or '\n')
                throw Unexpected();
            text.Append(c == '\\' ? ReadEscape() : c);
        }
    }

    private char ReadEscape()
    {
        var c = Current();
        _position++;
        if (c != 'u')
            return c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', '"' or '\\' or '/' => c, _ => throw Unexpected() };
        if (_position + 4 > _file.Text.Length || !ushort.TryParse(_file.Text.Substring(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw Unexpected();
        _position += 4;
        return (char)code;
    }

    private object? ReadLiteral()
    {
        var start = _position;
        while (char.IsLetterOrDigit(Current()) || Current() is '-' or '+' or '.')
            _position++;
        return _position > start ? null : throw Unexpected();
    }

    private void Expect(char c)
    {
        if (Peek() != c)
            throw Unexpected();
        _position++;
    }

    /// <summary>The next character that is neither blank nor in a comment; zero at the end.</summary>
    private char Peek()
    {
        while (true)
        {
            if (Current() is ' ' or '\t' or '\r' or '\n' or '\uFEFF')
                _position++;
            else if (IsAt("//"))
                Skip("\n");
            else if (IsAt("/*"))
                Skip("*/");
            else
                return Current();
        }
    }

    private bool IsAt(string text) => string.CompareOrdinal(_file.Text, _position, text, 0, text.Length) == 0;

    private void Skip(string end)
    {
        var found = _file.Text.IndexOf(end, _position + 2, StringComparison.Ordinal);
        _position = found < 0 ? _file.Text.Length : found + end.Length;
    }

    private char Current() => _position < _file.Text.Length ? _file.Text[_position] : '\0';

    private UnreadableSolutionException Unexpected() => UnreadableSolutionException.NotValid(
        _file.Path, _file.Text.Take(_position).Count(c => c == '\n') + 1, _position < _file.Text.Length ? $"'{_file.Text[_position]}' is not expected" : "it ends too early");
}
