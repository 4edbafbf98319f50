namespace Plimsoll.Publishing.Migration;

/// <summary>
/// Splits C# into words, literals and marks, also in the holes of interpolated texts. Comments and directives are left out;
/// what is not closed goes to its line's or the file's end.
/// </summary>
internal sealed class CSharpTokens
{
    private readonly string _text;
    private readonly List<CSharpToken> _tokens = [];
    private int _position;

    private CSharpTokens(string text) => _text = text;

    /// <summary>The tokens in order.</summary>
    public static List<CSharpToken> Read(string text)
    {
        var reader = new CSharpTokens(text);
        while (reader._position < text.Length)
            reader.ReadToken();
        return reader._tokens;
    }

    private char Current => _text[_position];

    private char At(int position) => position < _text.Length ? _text[position] : '\0';

    private bool StartsWith(string value) => string.CompareOrdinal(_text, _position, value, 0, value.Length) == 0;

    private void ReadToken()
    {
        var start = _position;
        if (char.IsWhiteSpace(Current))
            _position++;
        else if (StartsWith("//") || (Current == '#' && StartsLine()))
            _position = LineEnd(_position);
        else if (StartsWith("/*"))
            _position = _text.IndexOf("*/", _position + 2, StringComparison.Ordinal) is var end and >= 0 ? end + 2 : _text.Length;
        else if (QuoteAt() is { } quote)
            ReadText(quote);
        else if (Current == '\'' && CharacterEnd() is { } behind)
            Add(CSharpTokenKind.Literal, start, behind);
        else if (IsWord(Current))
            Add(CSharpTokenKind.Word, start, WordEnd());
        else
            Add(CSharpTokenKind.Mark, start, start + 1);
    }

    private void Add(CSharpTokenKind kind, int start, int end)
    {
        _tokens.Add(new CSharpToken(kind, start, end));
        _position = end;
    }

    /// <summary>The quote of a text that starts here, behind its <c>$</c> and <c>@</c>.</summary>
    private int? QuoteAt()
    {
        var i = _position;
        while (At(i) is '$' or '@')
            i++;
        return At(i) == '"' ? i : null;
    }

    private void ReadText(int quote)
    {
        var start = _position;
        var prefix = _text.AsSpan(start, quote - start);
        var (dollars, isVerbatim, quotes) = (prefix.Count('$'), prefix.Contains('@'), Run(quote, '"'));
        var isRaw = !isVerbatim && quotes >= 3;
        _position = quote + (isRaw ? quotes : 1);
        while (_position < _text.Length)
        {
            if (Current == '"')
            {
                var run = Run(_position, '"');
                if (isVerbatim && run >= 2)
                    _position += 2;
                else if (!isRaw || run >= quotes)
                {
                    Add(CSharpTokenKind.Literal, start, _position + (isRaw ? run : 1));
                    return;
                }
                else
                    _position += run;
            }
            else if (Current is '\r' or '\n' && !isRaw && !isVerbatim)
            {
                break;
            }
            else if (Current == '\\' && !isRaw && !isVerbatim)
            {
                _position = Math.Min(_position + 2, _text.Length);
            }
            else if (Current == '{' && dollars > 0)
            {
                // Of a raw text's braces the last ones open the hole; else two of them are one character.
                var (run, width) = (Run(_position, '{'), isRaw ? dollars : 1);
                _position += run;
                if (isRaw ? run >= width : run % 2 == 1)
                {
                    Add(CSharpTokenKind.Literal, start, _position);
                    ReadHole();
                    start = _position;
                    _position = Math.Min(_position + width, _text.Length);
                }
            }
            else
            {
                _position++;
            }
        }

        if (start < _position)
            Add(CSharpTokenKind.Literal, start, _position);
    }

    /// <summary>Reads the expression of a hole up to what closes it; its format is part of the text.</summary>
    private void ReadHole()
    {
        for (var depth = 0; _position < _text.Length;)
        {
            if (depth == 0 && Current == '}')
                return;

            if (depth == 0 && Current == ':' && At(_position + 1) != ':')
            {
                while (_position < _text.Length && Current is not ('}' or '"' or '\n'))
                    _position++;
                return;
            }

            if (StartsWith("::"))
            {
                Add(CSharpTokenKind.Mark, _position, _position + 1);
                Add(CSharpTokenKind.Mark, _position, _position + 1);
                continue;
            }

            depth += Current switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            ReadToken();
        }
    }

    private int Run(int start, char c)
    {
        var end = start;
        while (At(end) == c)
            end++;
        return end - start;
    }

    private bool StartsLine()
    {
        var i = _position;
        while (i > 0 && _text[i - 1] is ' ' or '\t')
            i--;
        return i == 0 || _text[i - 1] is '\n' or '\r';
    }

    private int LineEnd(int start) => _text.AsSpan(start).IndexOfAny('\r', '\n') is var line and >= 0 ? start + line : _text.Length;

    private int? CharacterEnd()
    {
        for (var i = _position + 1; i < _text.Length && _text[i] is not ('\r' or '\n'); i++)
        {
            if (_text[i] == '\\')
                i++;
            else if (_text[i] == '\'' && i > _position + 1)
                return i + 1;
        }

        return null;
    }

    private int WordEnd()
    {
        var end = _position;
        while (end < _text.Length && IsWord(_text[end]))
            end++;
        return end;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
