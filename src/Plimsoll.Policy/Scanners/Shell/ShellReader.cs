namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>
/// Reads the commands of a script as POSIX shells and bash do: quotes, escapes, continued lines, comments, here-documents,
/// expansions, the commands inside of others. Any text can be read; what is not shell comes out as words of some kind.
/// </summary>
internal sealed class ShellReader
{
    private const int MaximumDepth = 50;

    private readonly ScriptText _script;
    private readonly string _text;
    private readonly CancellationToken _cancellationToken;
    private readonly List<ShellCommand> _commands = [];
    private readonly Queue<(string Name, bool StripsTabs)> _hereDocuments = [];
    private int _position;
    private int _depth;
    private bool _isUnclosed;

    private ShellReader(ScriptText script, CancellationToken cancellationToken)
    {
        _script = script;
        _text = script.Text;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The commands, those inside of others first; and whether a quote is never closed, so that more may stand in it.</summary>
    public static (IReadOnlyList<ShellCommand> Commands, bool IsUnclosed) Read(ScriptText script, CancellationToken cancellationToken)
    {
        var reader = new ShellReader(script, cancellationToken);
        while (reader._position < reader._text.Length)
            reader.Commands('\0');
        return (reader._commands, reader._isUnclosed);
    }

    private bool IsAt(string text) => string.CompareOrdinal(_text, _position, text, 0, text.Length) == 0;

    /// <summary>Reads up to the character that closes a subshell or substitution.</summary>
    private void Commands(char close)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (++_depth > MaximumDepth)
            _position = _text.Length;

        var words = new List<ShellWord>();
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c == close && close != '\0')
            {
                _position++;
                break;
            }

            if (_script.Holes.ContainsKey(_position) && Word(close) is { } word)
                words.Add(word);
            else
                Next(c, close, words);
        }

        End(words);
        _depth--;
    }

    private void Next(char c, char close, List<ShellWord> words)
    {
        switch (c)
        {
            case '\n':
                End(words);
                _position++;
                SkipHereDocuments();
                break;
            case ' ' or '\t' or '\r':
                _position++;
                break;
            case '#':
                SkipComment();
                break;
            case '&' when _position + 1 < _text.Length && _text[_position + 1] == '>':
                _position++;
                break;
            case ';' or '&' or '|':
                End(words);
                _position++;
                break;
            case '(':
                Parenthesis(words);
                break;
            case ')':
                // The pattern of a case.
                words.Clear();
                _position++;
                break;
            case '<' or '>':
                Redirection(close);
                break;
            default:
                if (Word(close) is { } word)
                    words.Add(word);
                break;
        }
    }

    private void End(List<ShellWord> words)
    {
        // Where a quote is never closed, it cannot be told what the last words are.
        if (words.Count > 0 && !_isUnclosed)
            _commands.Add(new ShellCommand([.. words]));
        words.Clear();
    }

    private void SkipComment()
    {
        var length = _text.AsSpan(_position).IndexOf('\n');
        _position = length < 0 ? _text.Length : _position + length;
    }

    private void Parenthesis(List<ShellWord> words)
    {
        _position++;
        if (IsAt(")"))
        {
            // A function is declared.
            _position++;
            words.Clear();
        }
        else if (IsAt("("))
        {
            _position--;
            SkipArithmetic();
        }
        else
        {
            End(words);
            Commands(')');
        }
    }

    /// <summary>Skips <c>((…))</c>.</summary>
    private void SkipArithmetic()
    {
        for (var depth = 0; _position < _text.Length; _position++)
        {
            if (_text[_position] == '(')
                depth++;
            else if (_text[_position] == ')' && --depth == 0)
                break;
        }

        _position = Math.Min(_position + 1, _text.Length);
    }

    private void Redirection(char close)
    {
        if (IsAt("<<<"))
        {
            _position += 3;
        }
        else if (IsAt("<<"))
        {
            _position += 2;
            var stripsTabs = IsAt("-");
            _position += stripsTabs ? 1 : 0;
            SkipBlanks();
            if (Word(close) is { Text: var name })
                _hereDocuments.Enqueue((name, stripsTabs));
            return;
        }
        else
        {
            _position++;
            if (IsAt("("))
            {
                _position++;
                Commands(')');
                return;
            }

            while (_position < _text.Length && _text[_position] is '>' or '&' or '|' or '<')
                _position++;
        }

        SkipBlanks();
        Word(close);
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t')
            _position++;
    }

    private void SkipHereDocuments()
    {
        while (_hereDocuments.TryDequeue(out var document))
        {
            // What has no end is no here-document.
            for (var line = _position; line < _text.Length;)
            {
                var length = _text.AsSpan(line).IndexOf('\n');
                var end = length < 0 ? _text.Length : line + length;
                var content = _text.AsSpan(line, end - line).TrimEnd('\r');
                line = Math.Min(end + 1, _text.Length);
                if ((document.StripsTabs ? content.TrimStart('\t') : content).SequenceEqual(document.Name))
                {
                    _position = line;
                    break;
                }
            }
        }
    }

    /// <summary>The word that starts here, or <c>null</c> for none; at least one character is read where one of a word stands.</summary>
    private ShellWord? Word(char close)
    {
        var word = new ShellWordBuilder(_script);
        while (_position < _text.Length)
        {
            if (Hole(word))
                continue;

            var c = _text[_position];
            if (c is ' ' or '\t' or '\r' or '\n' or ';' or '&' or '|' or ')' || (c == '`' && close == '`'))
                break;
            if (c is '<' or '>')
                return word.IsNumber ? null : word.IsEmpty ? null : word.ToWord();
            if (c == '(' && !Group(word))
                break;
            if (c != '(')
                Character(word, c);
        }

        return word.IsEmpty ? null : word.ToWord();
    }

    /// <summary>Reads the items of an array or a pattern in parentheses; <c>false</c> where the parenthesis is not part of the word.</summary>
    private bool Group(ShellWordBuilder word)
    {
        var start = _position;
        if (word.IsAssignment && _depth < MaximumDepth)
        {
            _depth++;
            _position++;
            var items = new List<ShellWord>();
            while (_position < _text.Length && _text[_position] != ')')
            {
                if (_text[_position] == '#')
                    SkipComment();
                else if (Word('\0') is { } item)
                    items.Add(item);
                else
                    _position++;
            }

            _position = Math.Min(_position + 1, _text.Length);
            word.Items = items;
            _depth--;
            return true;
        }

        if (word.Last is not ('@' or '?' or '*' or '+' or '!'))
            return false;

        SkipArithmetic();
        word.Add(new ShellExpansion(null as string), start, _position);
        return true;
    }

    private void Character(ShellWordBuilder word, char c)
    {
        var start = _position;
        if (Hole(word))
            return;

        switch (c)
        {
            case '\\':
                Escape(word);
                break;
            case '\'':
                Single(word);
                break;
            case '"':
                Double(word);
                break;
            case '$':
                Dollar(word, isQuoted: false);
                break;
            case '`':
                _position++;
                Commands('`');
                word.Add(new ShellExpansion(null as string), start, _position);
                break;
            default:
                word.Add(c, start, ++_position);
                break;
        }
    }

    private bool Hole(ShellWordBuilder word)
    {
        if (!_script.Holes.TryGetValue(_position, out var hole))
            return false;

        word.Add(new ShellExpansion(null as string) { Hole = hole }, hole.Start, hole.End);
        _position = hole.End;
        return true;
    }

    private void Escape(ShellWordBuilder word)
    {
        var start = _position++;
        if (IsAt("\r\n"))
            _position += 2;
        else if (IsAt("\n"))
            _position++;
        else if (_position < _text.Length)
            word.Add(_text[_position], start, ++_position);
    }

    private void Single(ShellWordBuilder word)
    {
        word.IsQuoted = true;
        for (_position++; _position < _text.Length && _text[_position] != '\'';)
        {
            if (!Hole(word))
                word.Add(_text[_position], _position, ++_position);
        }

        Close();
    }

    private void Double(ShellWordBuilder word)
    {
        word.IsQuoted = true;
        for (_position++; _position < _text.Length && _text[_position] != '"';)
            InDouble(word);
        Close();
    }

    /// <summary>Reads the quote or brace that closes what has been read.</summary>
    private void Close()
    {
        _isUnclosed |= _position >= _text.Length;
        _position = Math.Min(_position + 1, _text.Length);
    }

    /// <summary>Reads a character between double quotes.</summary>
    private void InDouble(ShellWordBuilder word)
    {
        var start = _position;
        var c = _text[_position];
        if (Hole(word))
            return;

        if (c == '\\' && _position + 1 < _text.Length && _text[_position + 1] is '$' or '`' or '"' or '\\' or '\n' or '\r')
        {
            Escape(word);
        }
        else if (c == '$')
        {
            Dollar(word, isQuoted: true);
        }
        else if (c == '`')
        {
            _position++;
            Commands('`');
            word.Add(new ShellExpansion(null as string), start, _position);
        }
        else
        {
            word.Add(c, start, ++_position);
        }
    }

    private void Dollar(ShellWordBuilder word, bool isQuoted)
    {
        var start = _position++;
        var next = _position < _text.Length ? _text[_position] : '\0';
        var nameEnd = ShellNames.End(_text, _position);
        if (next == '(')
        {
            if (IsAt("(("))
            {
                SkipArithmetic();
            }
            else
            {
                _position++;
                Commands(')');
            }

            word.Add(new ShellExpansion(null as string), start, _position);
        }
        else if (next == '{')
        {
            _position++;
            var expansion = Braced(isQuoted);
            word.Add(expansion, start, _position);
        }
        else if (nameEnd > _position)
        {
            var name = _text[_position..nameEnd];
            _position = nameEnd;
            word.Add(new ShellExpansion(name), start, nameEnd);
        }
        else if (char.IsAsciiDigit(next) || next is '@' or '*' or '#' or '?' or '!' or '-' or '$')
        {
            _position++;
            word.Add(new ShellExpansion(next.ToString()), start, _position);
        }
        else if (isQuoted || next is not ('\'' or '"'))
        {
            word.Add('$', start, _position);
        }
    }

    /// <summary>Reads what stands between the braces of <c>${…}</c>, and the closing one.</summary>
    private ShellExpansion Braced(bool isQuoted)
    {
        var nameStart = _position;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
            _position++;
        if (_position == nameStart)
            _position = ShellNames.End(_text, _position);
        if (_position == nameStart && _position < _text.Length && _text[_position] is '@' or '*')
            _position++;
        var name = _text[nameStart.._position];
        var isSplatted = IsAt("[@]") || IsAt("[*]");
        if (isSplatted)
            _position += 3;
        if (name.Length > 0 && IsAt("}"))
        {
            _position++;
            return new ShellExpansion(name) { IsSplatted = isSplatted };
        }

        if (name.Length > 0 && IsAt(":") && _position + 1 < _text.Length && _text[_position + 1] is '-' or '=' or '?' or '+')
            _position++;
        var (op, operand) = name.Length > 0 && _position < _text.Length ? (_text[_position], _position + 1) : ('\0', _position);
        if (op is not ('-' or '=' or '?' or '+'))
            (op, operand) = ('\0', _position);
        _position = operand;
        var word = Operand(isQuoted);
        return op == '\0' ? new ShellExpansion(null as string) : new ShellExpansion(name) { Operator = op, Operand = word };
    }

    private ShellWord Operand(bool isQuoted)
    {
        var word = new ShellWordBuilder(_script);
        if (++_depth > MaximumDepth)
            _position = _text.Length;
        while (_position < _text.Length && _text[_position] != '}')
        {
            // Inside of double quotes a single quote is a character, and a double one quotes as outside.
            if (isQuoted && _text[_position] != '"')
                InDouble(word);
            else
                Character(word, _text[_position]);
        }

        _depth--;
        Close();
        return word.ToWord();
    }
}
