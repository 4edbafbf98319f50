using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Expressions;

/// <summary>
/// Takes an expression of GitHub or Azure Pipelines, the inside of <c>${{ }}</c>, apart into what it can come to: of
/// <c>a &amp;&amp; 'b' || 'c'</c> the leaves <c>'b'</c> and <c>'c'</c>. A path like <c>matrix.image</c> or
/// <c>parameters['image']</c> is a variable, written with dots; what is computed is unknown.
/// </summary>
internal sealed class ExpressionTerms
{
    private const int MaximumDepth = 20;
    private static readonly List<PlaceholderTerm> JustUnknown = [PlaceholderTerm.Unknown];

    private readonly string _text;
    private readonly int _end;
    private int _position;

    private ExpressionTerms(string text, int start, int end)
    {
        _text = text;
        _position = start;
        _end = end;
    }

    /// <summary>The placeholder of the expression between two offsets of a text.</summary>
    public static Placeholder Placeholder(string text, int start, int end, int innerStart, int innerEnd)
    {
        var parser = new ExpressionTerms(text, innerStart, innerEnd);
        var terms = parser.Or(0);
        parser.SkipSpace();
        return new Placeholder(start, end, parser._position == innerEnd ? terms : JustUnknown);
    }

    /// <summary>The first <c>${{ }}</c> at or behind a position.</summary>
    public static Placeholder? Find(string text, int from)
    {
        var start = text.IndexOf("${{", from, StringComparison.Ordinal);
        if (start < 0)
            return null;

        var quoted = false;
        for (var i = start + 3; i < text.Length; i++)
        {
            if (text[i] == '\'')
                quoted = !quoted;
            else if (!quoted && text[i] == '}' && i + 1 < text.Length && text[i + 1] == '}')
                return Placeholder(text, start, i + 2, start + 3, i);
        }

        return Plimsoll.Policy.Scanners.Expressions.Placeholder.Unknown(start, text.Length);
    }

    private List<PlaceholderTerm> Or(int depth)
    {
        var terms = And(depth, out var isCertain);
        if (!Accept("||"))
            return terms;

        var all = new List<PlaceholderTerm>();
        do
        {
            // Only an operand that is not the result of a condition is taken whenever it is not empty.
            all.AddRange(terms.Where(term => term.Text is not ("" or "false")).Select(term => term with { IsPreferred = isCertain }));
            terms = And(depth, out isCertain);
        }
        while (Accept("||"));

        return [.. all, .. terms];
    }

    private List<PlaceholderTerm> And(int depth, out bool isCertain)
    {
        var terms = Comparison(depth);
        isCertain = terms.Count == 1;
        while (Accept("&&"))
        {
            terms = Comparison(depth);
            isCertain = false;
        }

        return terms;
    }

    private List<PlaceholderTerm> Comparison(int depth)
    {
        var terms = Primary(depth);
        while (Accept("==") || Accept("!=") || Accept("<=") || Accept(">=") || Accept("<") || Accept(">"))
        {
            Primary(depth);
            terms = JustUnknown;
        }

        return terms;
    }

    private List<PlaceholderTerm> Primary(int depth)
    {
        if (depth > MaximumDepth)
        {
            _position = int.MaxValue;
            return JustUnknown;
        }

        if (Accept("!"))
        {
            Primary(depth + 1);
            return JustUnknown;
        }

        if (Accept("("))
        {
            var terms = Or(depth + 1);
            Accept(")");
            return terms;
        }

        SkipSpace();
        if (_position >= _end)
            return JustUnknown;
        if (_text[_position] == '\'')
            return [String()];
        return IsNameCharacter(_text[_position]) ? Path(depth) : JustUnknown;
    }

    private PlaceholderTerm String()
    {
        var start = ++_position;
        while (_position < _end && (_text[_position] != '\'' || (_position + 1 < _end && _text[_position + 1] == '\'')))
            _position += _text[_position] == '\'' ? 2 : 1;

        var end = Math.Min(_position, _end);
        _position = end + 1;
        var raw = _text[start..end];
        return new PlaceholderTerm(null, raw.Replace("''", "'", StringComparison.Ordinal))
        {
            Range = raw.Contains('\'') ? null : new TextRange(start, end),
        };
    }

    /// <summary>A name, its properties, and what a call or a computed index makes unknown.</summary>
    private List<PlaceholderTerm> Path(int depth)
    {
        var path = Name();
        if (char.IsAsciiDigit(path[0]) || path is "true" or "null")
            return path is "null" ? [new PlaceholderTerm(null, "")] : JustUnknown;
        if (path is "false")
            return [new PlaceholderTerm(null, "false")];

        var isKnown = true;
        while (_position < _end)
        {
            if (_text[_position] == '.')
            {
                _position++;
                if (_position < _end && IsNameCharacter(_text[_position]))
                {
                    path += "." + Name();
                    continue;
                }

                _position += _position < _end && _text[_position] == '*' ? 1 : 0;
                isKnown = false;
            }
            else if (_text[_position] is '[')
            {
                _position++;
                var index = Or(depth + 1);
                if (index is [{ Name: null, Text: { } key }])
                    path += "." + key;
                else
                    isKnown = false;
                if (!Accept("]"))
                    _position = int.MaxValue;
            }
            else if (_text[_position] == '(')
            {
                var open = _position;
                SkipCall();
                if (path.Equals("format", StringComparison.OrdinalIgnoreCase) && FormatCall.Template(_text, open + 1, Math.Min(_position, _end) - 1) is { } template)
                    return [new PlaceholderTerm(null, template) { IsTemplate = true }];
                isKnown = false;
            }
            else
            {
                break;
            }
        }

        return isKnown ? [PlaceholderTerm.Variable(path)] : JustUnknown;
    }

    private void SkipCall()
    {
        var (open, quoted) = (0, false);
        for (; _position < _end; _position++)
        {
            var c = _text[_position];
            if (c == '\'')
                quoted = !quoted;
            else if (!quoted && c == '(')
                open++;
            else if (!quoted && c == ')' && --open == 0)
            {
                _position++;
                return;
            }
        }
    }

    private string Name()
    {
        var start = _position;
        while (_position < _end && IsNameCharacter(_text[_position]))
            _position++;
        return _text[start.._position];
    }

    private bool Accept(string symbol)
    {
        SkipSpace();
        if (_position >= _end || !_text.AsSpan(_position, _end - _position).StartsWith(symbol))
            return false;

        _position += symbol.Length;
        return true;
    }

    private void SkipSpace()
    {
        while (_position < _end && char.IsWhiteSpace(_text[_position]))
            _position++;
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
