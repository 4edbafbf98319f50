using System.Text;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Jenkins;

/// <summary>Splits Groovy into tokens, without comments. Any text can be read.</summary>
internal sealed class GroovyReader
{
    private readonly string _text;
    private readonly List<GroovyToken> _tokens = [];
    private int _position;

    private GroovyReader(string text) => _text = text;

    public static IReadOnlyList<GroovyToken> Read(string text, CancellationToken cancellationToken)
    {
        var reader = new GroovyReader(text);
        while (reader._position < text.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reader.Next();
        }

        return reader._tokens;
    }

    private bool IsAt(string text) => string.CompareOrdinal(_text, _position, text, 0, text.Length) == 0;

    private void Next()
    {
        var c = _text[_position];
        if (char.IsWhiteSpace(c))
            _position++;
        else if (IsAt("//") || (IsAt("#!") && _position == 0))
            SkipTo("\n");
        else if (IsAt("/*"))
            SkipTo("*/");
        else if (c is '\'' or '"')
            String(IsAt(new string(c, 3)) ? new string(c, 3) : c.ToString());
        else if (c == '/' && _tokens.Count > 0 && _tokens[^1] is { String: null, Text: "~" or "=" or "(" or "," })
            String("/");
        else if (char.IsLetter(c) || c == '_')
            Name();
        else
            _tokens.Add(new GroovyToken(c.ToString(), _position++, null));
    }

    private void SkipTo(string end)
    {
        var at = _text.IndexOf(end, _position + 1, StringComparison.Ordinal);
        _position = at < 0 ? _text.Length : at + end.Length;
    }

    private void Name()
    {
        var start = _position;
        while (_position < _text.Length && (char.IsLetterOrDigit(_text[_position]) || _text[_position] == '_'))
            _position++;
        _tokens.Add(new GroovyToken(_text[start.._position], start, null));
    }

    private void String(string quote)
    {
        var (text, places) = (new StringBuilder(), new List<TextRange>());
        var holes = new Dictionary<int, Placeholder>();
        _position += quote.Length;
        var start = _position;
        while (_position < _text.Length && !IsAt(quote) && !(quote.Length == 1 && _text[_position] == '\n'))
        {
            var at = _position;
            if (_text[at] == '\\' && quote != "/" && at + 1 < _text.Length)
            {
                // A line that is continued is no part of the string.
                _position += IsAtContinuation(at + 1);
                if (_position == at)
                {
                    _position += 2;
                    Append(_text[at + 1] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other }, at, _position);
                }
            }
            else if (_text[at] == '$' && quote[0] != '\'' && at + 1 < _text.Length && (_text[at + 1] == '{' || char.IsAsciiLetter(_text[at + 1]) || _text[at + 1] == '_') && GroovyVariables.Find(_text, at) is { } hole)
            {
                holes[text.Length] = hole with { Start = text.Length, End = text.Length + hole.End - hole.Start };
                for (; _position < hole.End; _position++)
                    Append(_text[_position], _position, _position + 1);
            }
            else
            {
                Append(_text[at], at, ++_position);
            }
        }

        if (IsAt(quote))
            _position += quote.Length;
        var value = text.ToString();
        _tokens.Add(new GroovyToken(value, start, new ScriptText(value, i => places[i]) { Holes = holes }));

        void Append(char c, int from, int to)
        {
            text.Append(c);
            places.Add(new TextRange(from, to));
        }
    }

    private int IsAtContinuation(int at) =>
        _text[at] == '\n' ? 2 : _text[at] == '\r' && at + 1 < _text.Length && _text[at + 1] == '\n' ? 3 : 0;
}
