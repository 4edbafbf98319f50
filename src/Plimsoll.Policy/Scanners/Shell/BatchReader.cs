namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>
/// Reads the commands of a batch file, and what it assigns to variables: <c>%VAR%</c> and <c>!VAR!</c>, lines continued with a
/// caret, comments, the commands behind <c>if</c>, <c>else</c> and <c>for</c>. Any text can be read.
/// </summary>
internal sealed class BatchReader
{
    private readonly ScriptText _script;
    private readonly string _text;
    private readonly CancellationToken _cancellationToken;
    private readonly List<ShellCommand> _commands = [];
    private int _position;
    private int _depth;
    private bool _isUnclosed;

    private BatchReader(ScriptText script, CancellationToken cancellationToken) => (_script, _text, _cancellationToken) = (script, script.Text, cancellationToken);

    private char Current => At(_position);

    /// <summary>The commands in order; and whether a list is never closed, so that more may stand in it. A quote ends with its line at the latest.</summary>
    public static (IReadOnlyList<ShellCommand> Commands, bool IsUnclosed) Read(ScriptText script, CancellationToken cancellationToken)
    {
        var reader = new BatchReader(script, cancellationToken);
        while (reader._position < reader._text.Length)
            reader.Command();
        return (reader._commands, reader._isUnclosed);
    }

    private char At(int i) => i >= 0 && i < _text.Length ? _text[i] : '\0';

    private void Command()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        while (Current is ' ' or '\t' or '\r' or '\n' or '@' or '(' or ')' or '&' or '|' or '\uFEFF')
        {
            if (Current == '(')
                _depth++;
            else if (Current == ')' && _depth > 0)
                _depth--;
            _position++;
        }

        // A label, or a comment written as one.
        if (Current == ':')
        {
            SkipLine();
            return;
        }

        var words = new List<ShellWord>();
        while (_position < _text.Length && !IsEnd())
        {
            if (SkipSpace())
                continue;
            if (Current is '<' or '>')
                SkipRedirection();
            else if (words.Count == 0 && Current == '(')
                Open();
            else if (words.Count == 0 && Is("rem"))
                SkipLine();
            else if (words.Count == 0 && Is("set"))
                Set();
            else if (words.Count == 0 && Is("if"))
                SkipCondition();
            else if (words.Count == 0 && (Is("else") || Is("call") || Is("do")))
                _ = Word();
            else if (words.Count == 0 && Is("for"))
                For();
            else if (Word() is { } word)
                words.Add(word);
        }

        if (words.Count > 0)
            _commands.Add(new ShellCommand(words) { IgnoresCase = true });
    }

    private void Open()
    {
        _depth++;
        _position++;
    }

    private bool IsEnd() => Current is '\n' or '&' or '|' || (Current == ')' && _depth > 0);

    private bool Is(string command)
    {
        var end = _position + command.Length;
        return string.Compare(_text, _position, command, 0, command.Length, StringComparison.OrdinalIgnoreCase) == 0 && !char.IsAsciiLetterOrDigit(At(end)) && At(end) is not ('_' or '-' or '.' or '\\' or ':');
    }

    private void SkipLine() => _position = _text.IndexOf('\n', _position) is var line and >= 0 ? line : _text.Length;

    /// <summary>Skips blanks and continued lines; <c>false</c> where there are none.</summary>
    private bool SkipSpace()
    {
        var start = _position;
        while (_position < _text.Length)
        {
            if (Current is ' ' or '\t' or '\r')
                _position++;
            else if (ContinuationLength() is var length and > 0)
                _position += length;
            else
                break;
        }

        return _position > start;
    }

    private int ContinuationLength() => Current != '^' ? 0 : At(_position + 1) == '\n' ? 2 : At(_position + 1) == '\r' && At(_position + 2) == '\n' ? 3 : 0;

    private void SkipRedirection()
    {
        while (Current is '<' or '>')
            _position++;
        if (Current == '&')
        {
            _position += 2;
            return;
        }

        SkipSpace();
        _ = Word();
    }

    /// <summary>Reads <c>set NAME=value</c> and <c>set "NAME=value"</c>; what is asked for or computed has no known value.</summary>
    private void Set()
    {
        _position += "set".Length;
        SkipSpace();
        var isComputed = Current == '/' && Word() is not null;
        SkipSpace();
        var isQuoted = Current == '"';
        _position += isQuoted ? 1 : 0;
        var nameStart = _position;
        while (_position < _text.Length && Current is not ('=' or '\n' or '\r' or '&' or '|' or '"'))
            _position++;
        if (Current != '=')
            return;

        var name = _text[nameStart.._position++].Trim().ToUpperInvariant();
        var word = new ShellWordBuilder(_script);
        var length = isQuoted ? _text.AsSpan(_position).IndexOfAny('"', '\n') : -1;
        var end = length < 0 ? _text.Length : _position + length;
        while (_position < end && (isQuoted || !IsEnd()) && Current != '\r')
            Character(word, isQuoted);
        _position += isQuoted && Current == '"' ? 1 : 0;
        if (name.Length > 0 && !isComputed && Trimmed(word.ToWord()) is { Text.Length: > 0 } value)
            _commands.Add(new ShellCommand([value]) { Assigns = name });
    }

    /// <summary>Without the blanks at its end, which are rather forgotten than meant, and without the quotes that are not the variable's.</summary>
    private static ShellWord Trimmed(ShellWord word)
    {
        var text = word.Text.TrimEnd();
        return text is ['"', _, .., '"'] ? word.Part(1, text.Length - 2) : word.Part(0, text.Length);
    }

    /// <summary>Skips <c>if</c> and its condition: two words that are compared, one that is defined or exists.</summary>
    private void SkipCondition()
    {
        _position += "if".Length;
        SkipSpace();
        while (Is("not") || Current == '/')
        {
            _ = Word();
            SkipSpace();
        }

        var isUnary = Is("exist") || Is("defined") || Is("errorlevel") || Is("cmdextversion");
        var first = Word();
        SkipSpace();
        if (!isUnary && first?.Text.Contains("==", StringComparison.Ordinal) == true && !first.Text.EndsWith("==", StringComparison.Ordinal))
            return;
        if (!isUnary && first?.Text.EndsWith("==", StringComparison.Ordinal) != true)
        {
            // a == b, a equ b
            if (Word() is { Text: var op } && op.StartsWith("==", StringComparison.Ordinal) && op.Length > 2)
                return;
            SkipSpace();
        }

        _ = Word();
    }

    /// <summary>Reads <c>for %%x in (…)</c>: the list is what the variable stands for; with <c>/f</c> it may be a command.</summary>
    private void For()
    {
        _position += "for".Length;
        SkipSpace();
        var isOfLines = false;
        while (Current is '/' or '"')
        {
            isOfLines |= Word() is { Text: "/f" or "/F" };
            SkipSpace();
        }

        var name = Word();
        SkipSpace();
        if (!Is("in"))
            return;

        _ = Word();
        SkipSpace();
        if (Current != '(')
            return;

        _position++;
        _depth++;
        if (isOfLines && Current is '\'' or '`')
        {
            var close = _text.IndexOf(Current, _position + 1);
            _position++;
            var end = close < 0 ? _text.Length : close;
            while (_position < end && Current != '\n')
                Until(end);
        }
        else
        {
            List(name?.Whole?.Name);
        }

        while (Current is not (')' or '\n' or '\0'))
            _position++;
        _isUnclosed |= Current != ')';
        _position += Current == ')' ? 1 : 0;
        _depth--;
    }

    private void List(string? name)
    {
        var values = new List<ShellWord>();
        while (_position < _text.Length && Current is not (')' or '\n'))
        {
            if (!SkipSpace() && Word() is { } word)
                values.Add(word);
            else if (Current is ',' or ';' or '&' or '|' or '<' or '>')
                _position++;
        }

        if (name is not null && values.Count > 0)
            _commands.Add(new ShellCommand(values) { Assigns = name });
    }

    /// <summary>Reads a command that ends at an offset.</summary>
    private void Until(int end)
    {
        var words = new List<ShellWord>();
        while (_position < end && !IsEnd())
        {
            if (!SkipSpace() && Word(end) is { } word)
                words.Add(word);
            else if (Current is '<' or '>')
                SkipRedirection();
        }

        if (words.Count > 0)
            _commands.Add(new ShellCommand(words) { IgnoresCase = true });
        _position += _position < end ? 1 : 0;
    }

    /// <summary>The word that starts here, or <c>null</c> for none; at least one character is read where one of a word stands.</summary>
    private ShellWord? Word(int end = int.MaxValue)
    {
        var (word, isQuoted) = (new ShellWordBuilder(_script), false);
        while (_position < Math.Min(end, _text.Length) && Current is not ('\n' or '\r'))
        {
            if (!isQuoted && (Current is ' ' or '\t' || IsEnd() || ContinuationLength() > 0))
                break;
            if (!isQuoted && Current is '<' or '>')
                return word.IsNumber || word.IsEmpty ? null : word.ToWord();

            if (Current == '"')
            {
                (isQuoted, word.IsQuoted) = (!isQuoted, true);
                _position++;
            }
            else
            {
                Character(word, isQuoted);
            }
        }

        return word.IsEmpty ? null : word.ToWord();
    }

    private void Character(ShellWordBuilder word, bool isQuoted)
    {
        var start = _position;
        if (_script.Holes.TryGetValue(start, out var hole) && hole.End > start)
        {
            word.Add(new ShellExpansion(null as string) { Hole = hole }, hole.Start, hole.End);
            _position = hole.End;
        }
        else if (Current == '%' && Expansion() is var (name, end))
        {
            word.Add(new ShellExpansion(name), start, end);
            _position = end;
        }
        else if (Current == '!' && NameEnd(start + 1) is var close && close > start + 1 && At(close) == '!')
        {
            word.Add(new ShellExpansion(_text[(start + 1)..close].ToUpperInvariant()), start, close + 1);
            _position = close + 1;
        }
        else if (Current == '^' && !isQuoted && At(start + 1) is not ('\0' or '\r' or '\n'))
        {
            word.Add(At(start + 1), start, _position += 2);
        }
        else
        {
            word.Add(Current, start, ++_position);
        }
    }

    /// <summary>The variable behind a percent sign: its name, <c>null</c> where it is unknown what it comes to, and where it ends; <c>null</c> where there is none.</summary>
    private (string? Name, int End)? Expansion()
    {
        var start = _position + 1;
        if (At(start) == '%')
            return LoopVariable(start + 1);
        if (At(start) == '*' || char.IsAsciiDigit(At(start)))
            return (null, start + 1);
        if (At(start) == '~')
            return (null, TildeEnd(start));

        var end = NameEnd(start);
        if (end == start)
            return null;
        if (At(end) == '%')
            return (_text[start..end].ToUpperInvariant(), end + 1);

        // %VAR:~0,3%, %VAR:a=b%
        var close = At(end) == ':' ? _text.IndexOf('%', end) : -1;
        return close < 0 || _text.AsSpan(end, close - end).Contains('\n') ? null : (null, close + 1);
    }

    /// <summary><c>%%i</c>, or <c>%%~i</c> without quotes; more than that is not its value.</summary>
    private (string? Name, int End)? LoopVariable(int start)
    {
        var isUnquoted = At(start) == '~';
        var name = isUnquoted ? start + 1 : start;
        var end = isUnquoted ? TildeEnd(start) : start + 1;
        return !char.IsAsciiLetter(At(name)) ? null : ((string?, int)?)(end == name + 1 ? "%" + At(name) : null, end);
    }

    /// <summary>One past <c>~dp0</c> or <c>~nx1</c>.</summary>
    private int TildeEnd(int tilde)
    {
        var end = tilde + 1;
        while (char.IsAsciiLetter(At(end)))
            end++;
        return char.IsAsciiDigit(At(end)) ? end + 1 : end;
    }

    private int NameEnd(int start)
    {
        while (char.IsAsciiLetterOrDigit(At(start)) || At(start) is '_' or '-' or '.')
            start++;
        return start;
    }
}
