using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Bazel;

/// <summary>Reads the calls of a file in Starlark that stand on a line of their own. Any text can be read.</summary>
internal sealed class BazelReader
{
    private readonly string _text;
    private int _position;

    private BazelReader(string text) => _text = text;

    /// <summary>The calls of these names.</summary>
    public static List<BazelCall> Read(string text, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var reader = new BazelReader(text);
        var calls = new List<BazelCall>();
        while (reader._position < text.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (reader.SkipNoise())
                continue;

            var name = reader.Name();
            if (name.Length == 0)
                reader._position++;
            else if (isWanted(name) && reader.Accept('('))
                calls.Add(new BazelCall(name, reader.Arguments()));
        }

        return calls;
    }

    /// <summary>Skips a comment or a string.</summary>
    private bool SkipNoise()
    {
        if (_text[_position] == '#')
        {
            var length = _text.AsSpan(_position).IndexOfAny('\r', '\n');
            _position = length < 0 ? _text.Length : _position + length;
            return true;
        }

        if (_text[_position] is not ('"' or '\''))
            return false;

        String();
        return true;
    }

    private string Name()
    {
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '_' or '.'))
            _position++;
        return _text[start.._position];
    }

    private bool Accept(char c)
    {
        SkipSpace();
        if (_position >= _text.Length || _text[_position] != c)
            return false;

        _position++;
        return true;
    }

    private void SkipSpace()
    {
        while (_position < _text.Length && (char.IsWhiteSpace(_text[_position]) || (_text[_position] == '#' && SkipNoise())))
            if (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
                _position++;
    }

    /// <summary>The string that starts here; <c>null</c> where it has escapes or is never closed.</summary>
    private SourceScalar? String()
    {
        var quote = _text[_position];
        var isTriple = _position + 2 < _text.Length && _text[_position + 1] == quote && _text[_position + 2] == quote;
        var close = new string(quote, isTriple ? 3 : 1);
        var start = _position += close.Length;
        while (_position < _text.Length && string.CompareOrdinal(_text, _position, close, 0, close.Length) != 0 && (isTriple || _text[_position] != '\n'))
            _position += _text[_position] == '\\' ? 2 : 1;

        var end = Math.Min(_position, _text.Length);
        var isClosed = string.CompareOrdinal(_text, end, close, 0, close.Length) == 0 && end < _text.Length;
        _position = Math.Min(end + close.Length, _text.Length);
        var value = _text[start..end];
        return isClosed && !value.Contains('\\') ? new SourceScalar(value, isPlain: false, start, end) : null;
    }

    private Dictionary<string, SourceScalar?> Arguments()
    {
        var arguments = new Dictionary<string, SourceScalar?>(StringComparer.Ordinal);
        SkipSpace();
        while (_position < _text.Length && _text[_position] != ')')
        {
            var name = Name();
            SkipSpace();
            SourceScalar? value = null;
            if (name.Length > 0 && Accept('='))
            {
                SkipSpace();
                if (_position < _text.Length && _text[_position] is '"' or '\'')
                    value = String();

                // What is joined or formatted is not known.
                var at = _position;
                SkipValue();
                arguments[name] = _text.AsSpan(at, _position - at).IsWhiteSpace() ? value : null;
            }
            else
            {
                SkipValue();
            }

            if (!Accept(','))
                break;
            SkipSpace();
        }

        Accept(')');
        return arguments;
    }

    /// <summary>Skips to the comma or parenthesis behind a value.</summary>
    private void SkipValue()
    {
        for (var depth = 0; _position < _text.Length;)
        {
            var c = _text[_position];
            if (depth == 0 && c is ',' or ')')
                return;
            if (SkipNoise())
                continue;

            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            _position++;
        }
    }
}
