namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>Reads the words of a PowerShell script: bare ones, quoted ones, variables, here-strings.</summary>
/// <param name="script">The script.</param>
/// <param name="statements">Reads the statements up to a closing bracket.</param>
internal sealed class PowerShellWords(ScriptText script, Action<char> statements)
{
    private static readonly string[] Scopes = ["global", "local", "script", "private", "using", "variable"];

    private readonly string _text = script.Text;

    /// <summary>The offset of what is read next; it may lie behind the end.</summary>
    public int Position { get; set; }

    /// <summary>Whether a quote or comment is never closed.</summary>
    public bool IsUnclosed { get; private set; }

    /// <summary>The character that is read next; a zero at the end.</summary>
    public char Current => At(Position);

    public bool IsAt(string text) => Position <= _text.Length && string.CompareOrdinal(_text, Position, text, 0, text.Length) == 0;

    /// <summary>Reads no further: what follows is nested too deeply.</summary>
    public void GiveUp() => (Position, IsUnclosed) = (_text.Length, true);

    /// <summary>Skips blanks, comments and continued lines; line breaks too where they end nothing. Whether there were any.</summary>
    public bool SkipSpace(bool hasLines)
    {
        var start = Position;
        while (Position < _text.Length)
        {
            if (Current is ' ' or '\t' or '\r' or '\u00A0' or '\uFEFF' || (hasLines && Current == '\n'))
                Position++;
            else if (Current == '`' && (At(Position + 1) == '\n' || (At(Position + 1) == '\r' && At(Position + 2) == '\n')))
                Position += At(Position + 1) == '\n' ? 2 : 3;
            else if (Current == '#')
                Position = _text.IndexOf('\n', Position) is var line and >= 0 ? line : _text.Length;
            else if (IsAt("<#"))
                SkipTo("#>");
            else
                break;
        }

        return Position > start;
    }

    /// <summary>Skips <c>[…]</c>: a type, an attribute, an index.</summary>
    public void SkipBrackets()
    {
        for (var depth = 0; Position < _text.Length;)
        {
            if (Current is '\'' or '"')
            {
                Quoted(new ShellWordBuilder(script));
                continue;
            }

            depth += Current == '[' ? 1 : Current == ']' ? -1 : 0;
            Position++;
            if (depth == 0)
                return;
        }
    }

    /// <summary>Skips <c>&gt; file</c> and <c>&gt;&amp;1</c>.</summary>
    public void SkipRedirection()
    {
        while (Current is '>' or '<')
            Position++;
        if (Current == '&')
        {
            Position += 2;
            return;
        }

        SkipSpace(hasLines: false);
        _ = Word();
    }

    /// <summary>A group in brackets as an argument: unknown, unless it is nothing but a variable.</summary>
    public ShellWord Group()
    {
        var start = Position;
        var open = Current == '@' ? Position + 1 : Position;
        Position = open + 1;
        statements(At(open) == '{' ? '}' : ')');
        Position = Math.Min(Position, _text.Length);
        var word = new ShellWordBuilder(script);
        word.Add(new ShellExpansion(NameOfWhole(open + 1, Position - 1)), start, Position);
        return word.ToWord();
    }

    /// <summary>The bare or quoted word that starts here, or <c>null</c> for none.</summary>
    public ShellWord? Word()
    {
        var word = new ShellWordBuilder(script);
        while (Position < _text.Length)
        {
            if (Hole(word))
                continue;

            var (c, start) = (Current, Position);
            if (c is ' ' or '\t' or '\r' or '\n' or ';' or '|' or '&' or '(' or ')' or '{' or '}' or '\u00A0')
                break;
            if (c is '<' or '>')
                return word.IsNumber || (word.Last == '*' && !word.IsQuoted) ? null : word.IsEmpty ? null : word.ToWord();
            if (c == '`' && At(Position + 1) is '\r' or '\n')
                break;
            if (c == '`')
                Escape(word);
            else if (c is '\'' or '"' || (c == '@' && word.IsEmpty && IsHereString()))
                Quoted(word);
            else if (c == '$')
                Dollar(word, isQuoted: false);
            else if (c == '@' && word.IsEmpty && IsNameStart(At(Position + 1)))
                Splatted(word);
            else
                word.Add(c, start, ++Position);
        }

        return word.IsEmpty ? null : word.ToWord();
    }

    /// <summary>A text, a variable or a whole number as a part of an expression, or <c>null</c>.</summary>
    public ShellWord? Operand()
    {
        var word = new ShellWordBuilder(script);
        if (Hole(word))
            return word.ToWord();
        if (Current is '\'' or '"' || IsHereString())
            Quoted(word);
        else if (Current == '$')
            Dollar(word, isQuoted: false);
        while (word.IsEmpty && char.IsAsciiDigit(Current))
            for (; char.IsAsciiDigit(Current); Position++)
                word.Add(Current, Position, Position + 1);
        return word.IsEmpty ? null : word.ToWord();
    }

    /// <summary>The name of the variable that starts here, as the variables of a script are called; <c>null</c> where it is more or less than that.</summary>
    public string? Variable()
    {
        var word = new ShellWordBuilder(script);
        if (Current != '$' || script.Holes.ContainsKey(Position))
            return null;

        Dollar(word, isQuoted: false);
        return word.ToWord().Whole?.Name;
    }

    private char At(int i) => i >= 0 && i < _text.Length ? _text[i] : '\0';

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    private void SkipTo(string close)
    {
        var end = _text.IndexOf(close, Math.Min(Position + 2, _text.Length), StringComparison.Ordinal);
        IsUnclosed |= end < 0;
        Position = end < 0 ? _text.Length : end + close.Length;
    }

    private bool Hole(ShellWordBuilder word)
    {
        if (!script.Holes.TryGetValue(Position, out var hole) || hole.End <= Position)
            return false;

        word.Add(new ShellExpansion(null as string) { Hole = hole }, hole.Start, hole.End);
        Position = hole.End;
        return true;
    }

    private void Splatted(ShellWordBuilder word)
    {
        var start = Position++;
        var end = NameEnd(Position);
        word.Add(new ShellExpansion("$" + _text[Position..end].ToLowerInvariant()) { IsSplatted = true }, start, end);
        Position = end;
    }

    private void Escape(ShellWordBuilder word)
    {
        var start = Position++;
        if (Position < _text.Length)
            word.Add(Current switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var c => c }, start, ++Position);
    }

    private bool IsHereString()
    {
        if (Current != '@' || At(Position + 1) is not ('"' or '\''))
            return false;

        var i = Position + 2;
        while (At(i) is ' ' or '\t' or '\r')
            i++;
        return At(i) == '\n';
    }

    private void Quoted(ShellWordBuilder word)
    {
        word.IsQuoted = true;
        var isLong = Current == '@';
        var quote = At(isLong ? Position + 1 : Position);
        Position = isLong ? _text.IndexOf('\n', Position) + 1 : Position + 1;
        while (Position < _text.Length && !IsClosed(quote, isLong))
        {
            if (Hole(word))
                continue;
            if (!isLong && Current == quote)
                word.Add(quote, Position, Position += 2);
            else if (quote == '"' && Current == '`')
                Escape(word);
            else if (quote == '"' && Current == '$')
                Dollar(word, isQuoted: true);
            else
                word.Add(Current, Position, ++Position);
        }

        IsUnclosed |= Position >= _text.Length;
        Position = Math.Min(Position + (isLong ? 2 : 1), _text.Length);
    }

    /// <summary>Whether the quote ends here: two of them are one character, and those of a here-string start a line.</summary>
    private bool IsClosed(char quote, bool isLong) =>
        Current == quote && (isLong ? At(Position + 1) == '@' && At(Position - 1) == '\n' : At(Position + 1) != quote);

    private void Dollar(ShellWordBuilder word, bool isQuoted)
    {
        var start = Position++;
        string? name = null;
        if (Current == '(')
        {
            Position++;
            statements(')');
            Position = Math.Min(Position, _text.Length);
            name = NameOfWhole(start + 2, Position - 1);
        }
        else if (Current == '{')
        {
            var close = _text.IndexOf('}', Position);
            IsUnclosed |= close < 0;
            name = close < 0 ? null : Name(_text[(Position + 1)..close]);
            Position = close < 0 ? _text.Length : close + 1;
        }
        else if (IsNameStart(Current) || char.IsAsciiDigit(Current))
        {
            var end = NameEnd(Position);
            if (At(end) == ':' && IsNamePart(At(end + 1)))
                end = NameEnd(end + 1);
            name = Name(_text[Position..end]);
            Position = end;
        }
        else if (Current is '?' or '$' or '^')
        {
            Position++;
        }
        else
        {
            word.Add('$', start, Position);
            return;
        }

        // What is asked of a variable is not its value.
        if (!isQuoted && SkipMembers())
            name = null;
        word.Add(new ShellExpansion(name), start, Position);
    }

    private bool SkipMembers()
    {
        var start = Position;
        while (Current == '[' || (Current == '.' && IsNameStart(At(Position + 1))) || IsAt("::"))
        {
            if (Current == '[')
            {
                SkipBrackets();
                continue;
            }

            Position = NameEnd(Position + (Current == '.' ? 1 : 2));
            if (Current == '(')
            {
                Position++;
                statements(')');
                Position = Math.Min(Position, _text.Length);
            }
        }

        return Position > start;
    }

    private string? NameOfWhole(int start, int end)
    {
        var inner = start <= end && end <= _text.Length ? _text.AsSpan(start, end - start).Trim() : default;
        return inner.Length > 1 && inner[0] == '$' && !inner[1..].ContainsAnyExcept(NameCharacters) ? Name(inner[1..].ToString()) : null;
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:");

    private int NameEnd(int start)
    {
        while (IsNamePart(At(start)))
            start++;
        return start;
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_';

    /// <summary>Variables of the environment have the names that they have there, those of the script start with a dollar.</summary>
    private static string? Name(string written)
    {
        var colon = written.IndexOf(':');
        var (scope, name) = colon < 0 ? ("", written) : (written[..colon], written[(colon + 1)..]);
        return scope.Equals("env", StringComparison.OrdinalIgnoreCase) ? name
            : scope.Length == 0 || Scopes.Contains(scope, StringComparer.OrdinalIgnoreCase) ? "$" + name.ToLowerInvariant()
            : null;
    }
}
