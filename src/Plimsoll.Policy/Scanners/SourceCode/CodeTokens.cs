namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>Splits source code into words, texts and marks; comments, characters and regular expressions are left out.</summary>
internal sealed class CodeTokens
{
    private static readonly string[] BeforeExpression = ["return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await", "yield"];

    private readonly string _text;
    private readonly CodeLanguage _language;
    private readonly List<CodeToken> _tokens = [];
    private int _position;

    private CodeTokens(string text, CodeLanguage language)
    {
        _text = text;
        _language = language;
    }

    /// <summary>The tokens in order. Whatever is not closed is read as marks.</summary>
    public static List<CodeToken> Read(string text, CodeLanguage language, CancellationToken cancellationToken)
    {
        var reader = new CodeTokens(text, language);
        while (reader._position < text.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reader.Next();
        }

        return reader._tokens;
    }

    private void Next()
    {
        var (start, c) = (_position, _text[_position]);
        if (char.IsWhiteSpace(c))
            _position++;
        else if (CommentEnd() is { } end)
            _position = end;
        else if (TextAt() is { } text && text.Reader.Read(_text, text.Start) is { } read)
            Add(CodeTokenKind.Text, read.Next, read.Text);
        else if (c == '\'' && _language is not (CodeLanguage.JavaScript or CodeLanguage.Python or CodeLanguage.Jsonnet) && CharacterEnd() is { } behind)
            Add(CodeTokenKind.Mark, behind);
        else if (c == '/' && _language == CodeLanguage.JavaScript && RegularExpressionEnd() is { } last)
            Add(CodeTokenKind.Mark, last);
        else if (IsWord(c))
            Add(CodeTokenKind.Word, WordEnd(start));
        else
            Add(CodeTokenKind.Mark, start + 1);
    }

    private void Add(CodeTokenKind kind, int end, CodeText? text = null)
    {
        _tokens.Add(new CodeToken(kind, _position, end, text));
        _position = end;
    }

    private int? CommentEnd()
    {
        var rest = _text.AsSpan(_position);
        var python = _language == CodeLanguage.Python;
        if (python ? rest[0] == '#' : rest.StartsWith("//") || (_language == CodeLanguage.CSharp && rest[0] == '#' && StartsLine()) || (_language == CodeLanguage.Jsonnet && rest[0] == '#') || (_position == 0 && rest.StartsWith("#!")))
            return rest.IndexOfAny('\r', '\n') is var line and >= 0 ? _position + line : _text.Length;
        if (python || !rest.StartsWith("/*"))
            return null;

        for (var (i, depth) = (_position + 2, 1); i < _text.Length; i++)
        {
            var pair = _text.AsSpan(i);
            if (pair.StartsWith("*/") && --depth == 0)
                return i + 2;
            if (_language == CodeLanguage.Kotlin && pair.StartsWith("/*"))
                depth++;
        }

        return _text.Length;
    }

    private bool StartsLine()
    {
        var i = _position;
        while (i > 0 && _text[i - 1] is ' ' or '\t')
            i--;
        return i == 0 || _text[i - 1] is '\n' or '\r';
    }

    private (CodeTextReader Reader, int Start)? TextAt()
    {
        var i = _position;
        switch (_language)
        {
            case CodeLanguage.CSharp:
                while (i < _text.Length && _text[i] is '$' or '@')
                    i++;
                return Quotes(i) > 0 ? CSharp(_text.AsSpan(_position, i - _position), i) : null;
            case CodeLanguage.Java or CodeLanguage.Kotlin when Quotes(i) > 0:
                var holes = _language == CodeLanguage.Kotlin ? CodeHoles.Dollar : CodeHoles.None;
                return Quotes(i) >= 3 ? (new CodeTextReader("\"\"\"", IsLong: true, _language == CodeLanguage.Java, Holes: holes), i + 3) : (new CodeTextReader("\"", IsLong: false, HasEscapes: true, Holes: holes), i + 1);
            case CodeLanguage.Go when _text[i] is '"' or '`':
                return (new CodeTextReader(_text[i].ToString(), _text[i] == '`', _text[i] == '"'), i + 1);
            case CodeLanguage.JavaScript when _text[i] is '"' or '\'' or '`':
                return (new CodeTextReader(_text[i].ToString(), _text[i] == '`', HasEscapes: true, Holes: _text[i] == '`' ? CodeHoles.DollarBraces : CodeHoles.None), i + 1);
            case CodeLanguage.Python:
                while (i < _text.Length && i < _position + 2 && "rRbBuUfF".Contains(_text[i]))
                    i++;
                return i < _text.Length && _text[i] is '"' or '\'' ? Python(_text.AsSpan(_position, i - _position), i) : null;
            case CodeLanguage.Jsonnet:
                if (_text.AsSpan(i).StartsWith("|||"))
                    return (new CodeTextReader("|||", IsLong: true, HasEscapes: false), i + 3);
                var isVerbatim = _text[i] == '@' && i + 1 < _text.Length;
                i += isVerbatim ? 1 : 0;
                return _text[i] is '"' or '\'' ? (new CodeTextReader(_text[i].ToString(), IsLong: true, !isVerbatim, IsVerbatim: isVerbatim && _text[i] == '"'), i + 1) : null;
            default:
                return null;
        }
    }

    private (CodeTextReader Reader, int Start) CSharp(ReadOnlySpan<char> prefix, int quote)
    {
        var (dollars, quotes) = (prefix.Count('$'), Quotes(quote));
        var holes = dollars > 0 ? CodeHoles.Braces : CodeHoles.None;
        if (prefix.Contains('@'))
            return (new CodeTextReader("\"", IsLong: true, HasEscapes: false, IsVerbatim: true, holes), quote + 1);
        return quotes >= 3
            ? (new CodeTextReader(new string('"', quotes), IsLong: true, HasEscapes: false, Holes: holes, HoleWidth: Math.Max(1, dollars)), quote + quotes)
            : (new CodeTextReader("\"", IsLong: false, HasEscapes: true, Holes: holes), quote + 1);
    }

    private (CodeTextReader Reader, int Start) Python(ReadOnlySpan<char> prefix, int quote)
    {
        var isLong = _text.AsSpan(quote).StartsWith("\"\"\"") || _text.AsSpan(quote).StartsWith("'''");
        var holes = prefix.ContainsAny('f', 'F') ? CodeHoles.Braces : CodeHoles.None;
        return (new CodeTextReader(new string(_text[quote], isLong ? 3 : 1), isLong, !prefix.ContainsAny('r', 'R'), Holes: holes), quote + (isLong ? 3 : 1));
    }

    private int Quotes(int start)
    {
        var end = start;
        while (end < _text.Length && _text[end] == '"')
            end++;

        // Two quotes are an empty text.
        return end - start == 2 ? 1 : end - start;
    }

    private int? CharacterEnd()
    {
        for (var i = _position + 1; i < _text.Length && i < _position + 12 && _text[i] is not ('\n' or '\r'); i++)
        {
            if (_text[i] == '\\')
                i++;
            else if (_text[i] == '\'')
                return i + 1;
        }

        return null;
    }

    /// <summary>A slash divides behind a value, and else starts an expression that ends on its line.</summary>
    private int? RegularExpressionEnd()
    {
        if (_tokens.Count > 0 && _tokens[^1] is { } last
            && (last.Kind == CodeTokenKind.Text || (last.Kind == CodeTokenKind.Mark && _text[last.Start] is ')' or ']' or '}') || (last.Kind == CodeTokenKind.Word && !BeforeExpression.Contains(_text[last.Start..last.End]))))
            return null;

        var isClass = false;
        for (var i = _position + 1; i < _text.Length && _text[i] is not ('\n' or '\r'); i++)
        {
            if (_text[i] == '\\')
                i++;
            else if (_text[i] is '[' or ']')
                isClass = _text[i] == '[';
            else if (_text[i] == '/' && !isClass)
                return i + 1;
        }

        return null;
    }

    private int WordEnd(int start)
    {
        var end = start;
        while (end < _text.Length && IsWord(_text[end]))
            end++;
        return end;
    }

    private bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_' || (c == '$' && _language is (CodeLanguage.JavaScript or CodeLanguage.Jsonnet));
}
