namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>
/// Reads the commands of a PowerShell script, and what it assigns to variables: quotes, escapes, continued lines, comments,
/// here-strings, blocks, commands within others. Any text can be read; what is no command comes out as words of some kind.
/// </summary>
internal sealed class PowerShellReader
{
    private const int MaximumDepth = 50;

    // Far above any reference.
    private const int MaximumLength = 512;

    // A statement goes on behind them.
    private static readonly HashSet<string> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        "if", "elseif", "else", "while", "until", "do", "switch", "for", "try", "catch", "finally", "trap", "begin", "process", "end", "return", "throw", "exit", "in", "class", "enum", "using",
    };

    private readonly ScriptText _script;
    private readonly string _text;
    private readonly PowerShellWords _words;
    private readonly List<ShellCommand> _commands = [];
    private readonly CancellationToken _cancellationToken;
    private int _depth;

    private PowerShellReader(ScriptText script, CancellationToken cancellationToken)
    {
        (_script, _text, _cancellationToken) = (script, script.Text, cancellationToken);
        _words = new PowerShellWords(script, Statements);
    }

    /// <summary>The commands, those inside of others first; and whether a quote or comment is never closed, so that more may stand in it.</summary>
    public static (IReadOnlyList<ShellCommand> Commands, bool IsUnclosed) Read(ScriptText script, CancellationToken cancellationToken)
    {
        var reader = new PowerShellReader(script, cancellationToken);
        while (reader._words.Position < reader._text.Length)
            reader.Statements('\0');
        return (reader._commands, reader._words.IsUnclosed);
    }

    private char Current => _words.Current;

    /// <summary>Reads up to the bracket that closes what has been opened.</summary>
    private void Statements(char close)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (++_depth > MaximumDepth)
            _words.GiveUp();
        while (_words.Position < _text.Length)
        {
            if (close != '\0' && Current == close)
            {
                _words.Position++;
                break;
            }

            Statement();
        }

        _depth--;
    }

    private void Statement()
    {
        var start = _words.Position;
        if (_words.SkipSpace(hasLines: true))
            return;

        switch (Current)
        {
            case '(' or '{':
                _words.Position++;
                Statements(_text[start] == '(' ? ')' : '}');
                break;
            case '@' when _words.IsAt("@{"):
                _words.Position += 2;
                Statements('}');
                break;
            case '[':
                _words.SkipBrackets();
                break;
            case '&' when !_words.IsAt("&&"):
                _words.Position++;
                _words.SkipSpace(hasLines: false);
                Command(emits: true);
                break;
            case '$' when Assignment():
                break;
            case '$' or '"' or '\'' or '@':
                Piped();
                break;
            default:
                Command(emits: true);
                break;
        }

        if (_words.Position == start)
            _words.Position++;
    }

    /// <summary>What is piped into other commands is their <c>$_</c>.</summary>
    private void Piped()
    {
        var values = Values(isSingle: false);
        _words.SkipSpace(hasLines: false);
        if (Current == '|')
            Assign("$_", values);
    }

    /// <summary>Reads a command up to its end. A keyword ends what stands before it.</summary>
    private void Command(bool emits)
    {
        var words = new List<ShellWord>();
        while (_words.Position < _text.Length && Current is not ('\n' or ';' or '|' or '&' or ')' or '}'))
        {
            if (_words.SkipSpace(hasLines: false))
                continue;

            var start = _words.Position;
            if (Current is '<' or '>')
            {
                _words.SkipRedirection();
            }
            else if (Current == '{')
            {
                _words.Position++;
                Statements('}');
            }
            else if (Current == '(' || _words.IsAt("@(") || _words.IsAt("@{"))
            {
                words.Add(_words.Group());
            }
            else if (_words.Word() is { } word)
            {
                words.Add(word);
                if (words.Count == 1 && emits && Keyword(word))
                    return;
            }

            if (_words.Position == start)
                _words.Position++;
        }

        // Where a quote is never closed, it cannot be told what the last words are.
        if (emits && words.Count > 0 && !_words.IsUnclosed)
            _commands.Add(new ShellCommand(words) { IgnoresCase = true });
    }

    private bool Keyword(ShellWord word)
    {
        if (word.IsQuoted || !word.IsLiteral)
            return false;
        if (Keywords.Contains(word.Text))
            return true;

        _words.SkipSpace(hasLines: false);
        if (word.Text.Equals("foreach", StringComparison.OrdinalIgnoreCase) && Current == '(')
            ForEach();
        else if (word.Text.Equals("param", StringComparison.OrdinalIgnoreCase) && Current == '(')
            Parameters();
        else if (word.Text.Equals("function", StringComparison.OrdinalIgnoreCase) || word.Text.Equals("filter", StringComparison.OrdinalIgnoreCase))
            Function();
        else
            return false;
        return true;
    }

    private void Function()
    {
        _ = _words.Word();
        _words.SkipSpace(hasLines: false);
        if (Current == '(')
            Parameters();
    }

    private void ForEach()
    {
        _words.Position++;
        _words.SkipSpace(hasLines: true);
        if (Current == '[')
            _words.SkipBrackets();
        if (Current == '$' && _words.Variable() is { } name && _words.SkipSpace(hasLines: true) && _words.Word() is { Text: "in" })
            Assign(name, Values(isSingle: false));
        Statements(')');
    }

    /// <summary>The defaults of parameters are their values, as far as a file can tell.</summary>
    private void Parameters()
    {
        for (_words.Position++; _words.Position < _text.Length && Current != ')';)
        {
            var start = _words.Position;
            if (_words.SkipSpace(hasLines: true))
                continue;
            if (Current == '[')
                _words.SkipBrackets();
            else if (Current == '$')
                Parameter();
            if (_words.Position == start)
                _words.Position++;
        }

        _words.Position++;
    }

    private void Parameter()
    {
        if (_words.Variable() is not { } name)
            return;

        _words.SkipSpace(hasLines: true);
        if (Current != '=')
            return;

        _words.Position++;
        Assign(name, Values(isSingle: true));
    }

    private bool Assignment()
    {
        var start = _words.Position;
        if (_words.Variable() is { } name)
        {
            _words.SkipSpace(hasLines: false);
            var length = _words.IsAt("+=") ? 2 : _words.IsAt("??=") ? 3 : Current == '=' && !_words.IsAt("==") ? 1 : 0;
            if (length > 0)
            {
                _words.Position += length;
                Assign(length == 2 ? name + "+" : name, Values(isSingle: false));
                return true;
            }
        }

        _words.Position = start;
        return false;
    }

    private void Assign(string name, IReadOnlyList<ShellWord> values) => _commands.Add(new ShellCommand(values) { Assigns = name });

    /// <summary>The values of an expression: several where commas stand between them; an unknown one where it is more than texts and variables.</summary>
    private IReadOnlyList<ShellWord> Values(bool isSingle)
    {
        _words.SkipSpace(hasLines: true);
        while (Current == '[')
        {
            _words.SkipBrackets();
            _words.SkipSpace(hasLines: false);
        }

        var (start, values) = (_words.Position, new List<ShellWord>());
        if (++_depth > MaximumDepth)
            _words.GiveUp();
        while (Operand() is { } operand)
        {
            _words.SkipSpace(hasLines: false);
            while (Current == '+' && !_words.IsAt("+="))
            {
                _words.Position++;
                _words.SkipSpace(hasLines: true);
                operand = Operand() is [var right] && operand is [{ Text.Length: < MaximumLength } left] ? [ShellWord.Join(left, right)] : Unknown(start);
                _words.SkipSpace(hasLines: false);
            }

            if (_words.IsAt("??"))
            {
                _words.Position += 2;
                _words.SkipSpace(hasLines: true);
                operand = Operand() is [var otherwise] && operand is [{ Whole: { Name: not null } whole } left] ? [left with { Expansions = [whole with { Operator = '-', Operand = otherwise }] }] : Unknown(start);
                _words.SkipSpace(hasLines: false);
            }

            values.AddRange(operand);
            if (Current != ',' || isSingle)
                break;
            _words.Position++;
            _words.SkipSpace(hasLines: true);
        }

        _depth--;
        if (values.Count > 0 && Current is '\0' or '\n' or ';' or ')' or '}' or '|' or ',')
            return values;

        // A command, or something that is computed.
        if (Current == '&')
        {
            _words.Position++;
            _words.SkipSpace(hasLines: false);
        }

        Command(emits: values.Count == 0);
        return Unknown(start);
    }

    private IReadOnlyList<ShellWord>? Operand()
    {
        switch (Current)
        {
            case '@' when _words.IsAt("@("):
                return List();
            case '@' when _words.IsAt("@{"):
                return [_words.Group()];
            case '(':
                return Parenthesis();
            default:
                return _words.Operand() is { } word ? [word] : null;
        }
    }

    private List<ShellWord> List()
    {
        var values = new List<ShellWord>();
        for (_words.Position += 2; _words.Position < _text.Length && Current != ')';)
        {
            var start = _words.Position;
            if (_words.SkipSpace(hasLines: true))
                continue;
            if (Current is not (';' or ','))
                values.AddRange(Values(isSingle: false));
            if (_words.Position == start)
                _words.Position++;
        }

        _words.Position++;
        return values;
    }

    private IReadOnlyList<ShellWord> Parenthesis()
    {
        var start = _words.Position++;
        var values = Values(isSingle: false);
        _words.SkipSpace(hasLines: true);
        if (Current == ')')
        {
            _words.Position++;
            return values;
        }

        Statements(')');
        return Unknown(start);
    }

    private ShellWord[] Unknown(int start)
    {
        var end = Math.Clamp(_words.Position, Math.Min(start + 1, _text.Length), _text.Length);
        var word = new ShellWordBuilder(_script);
        word.Add(new ShellExpansion(null as string), Math.Min(start, end), end);
        return [word.ToWord()];
    }
}
