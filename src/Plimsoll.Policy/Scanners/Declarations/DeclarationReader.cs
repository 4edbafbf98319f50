using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Declarations;

/// <summary>
/// Reads HCL, and Bicep, into the form that HCL's JSON variant has: a block is a key with a mapping, each label a mapping
/// more, and an expression that is not a literal a text <c>${…}</c>. Keys keep their duplicates, as blocks are repeated. What is
/// neither is passed over, and nothing makes it throw; nesting is bounded.
/// </summary>
internal sealed class DeclarationReader
{
    /// <summary>The tag of a text between <c>&lt;&lt;EOF</c> and <c>EOF</c>: it stands in the file character by character.</summary>
    public const string HeredocTag = "<<";

    private const int MaximumDepth = 150;
    private const int MaximumLength = 4096;

    private readonly DeclarationCursor _cursor;
    private readonly bool _isBicep;
    private int _depth;

    private DeclarationReader(string text, int start, int end, DeclarationLanguage language)
    {
        _cursor = new DeclarationCursor(text, start, end, language);
        _isBicep = language == DeclarationLanguage.Bicep;
    }

    /// <summary>The blocks and attributes of a file, or of a part of one.</summary>
    public static SourceMapping Read(string text, int start, int end, DeclarationLanguage language = DeclarationLanguage.Hcl)
    {
        var reader = new DeclarationReader(text, start, end, language);
        var mapping = new SourceMapping();
        while (!reader._cursor.IsAtEnd)
        {
            reader.Entries(mapping);
            reader._cursor.Advance(1); // a brace that closes nothing
        }

        return mapping;
    }

    /// <summary>One expression.</summary>
    public static SourceNode Expression(string text, int start, int end, DeclarationLanguage language)
    {
        var reader = new DeclarationReader(text, start, end, language);
        reader._cursor.Enter();
        var node = reader.Expression();
        reader._cursor.SkipBlanks();
        return reader._cursor.IsAtEnd ? node : reader.Computed(start, end);
    }

    /// <summary>Entries of a body or an object, up to the brace that closes it.</summary>
    private void Entries(SourceMapping mapping)
    {
        var brackets = _cursor.EnterBody();
        while (true)
        {
            _cursor.SkipSeparators();
            if (_cursor.IsAtEnd || _cursor.Current == '}')
                break;

            var before = _cursor.Position;
            Entry(mapping);
            if (_cursor.Position == before)
                _cursor.Advance(1);
        }

        _cursor.LeaveBody(brackets);
    }

    private void Entry(SourceMapping mapping)
    {
        if (Key() is not { } key)
            return;

        _cursor.SkipBlanks();
        if (_cursor.Current == ':' || (_cursor.Current == '=' && _cursor.Next != '='))
        {
            _cursor.Advance(_cursor.Next == '>' ? 2 : 1);
            mapping.Entries.Add(new(key, Expression()));
            return;
        }

        var labels = new List<SourceScalar>();
        while (labels.Count < 8 && Key() is { } label)
        {
            labels.Add(label);
            _cursor.SkipBlanks();
        }

        // Of a statement of Bicep the labels are a name and a type, which may be more than a word.
        if (_isBicep && labels.Count > 0)
            _cursor.SkipToAssignment();
        var isAssigned = _isBicep && labels.Count > 0 && _cursor.Current == '=';
        if (isAssigned)
            _cursor.Advance(1);
        else if (_cursor.Current != '{')
            return;

        var block = isAssigned ? Expression() : Braced();
        for (var i = labels.Count - 1; i >= 0; i--)
        {
            var labelled = new SourceMapping();
            labelled.Entries.Add(new(labels[i], block));
            block = labelled;
        }

        mapping.Entries.Add(new(key, block));
    }

    /// <summary>A name, a quoted one, or one that an expression in parentheses computes.</summary>
    private SourceScalar? Key()
    {
        if (_cursor.Current == '(')
            return Operand() as SourceScalar;
        if (_cursor.Current == _cursor.Quote)
            return _cursor.String();

        var start = _cursor.Position;
        _cursor.SkipName();
        return _cursor.Position > start ? new SourceScalar(_cursor.From(start), isPlain: true, start, _cursor.Position) : null;
    }

    private SourceNode Expression()
    {
        _cursor.SkipBlanks();
        var start = _cursor.Position;
        if (_depth >= MaximumDepth)
        {
            _cursor.GiveUp();
            return Computed(start, start);
        }

        _depth++;
        var node = Operand();
        var end = _cursor.Position;
        while (true)
        {
            _cursor.SkipBlanks();
            if (_isBicep)
                _cursor.SkipLineBreaksBefore('?');
            if (_cursor.Current == '?' && _cursor.Next == '?')
            {
                _cursor.Advance(2);
                node = new SourceAlternatives([node, Expression()]);
                break;
            }

            if (_cursor.Current == '?')
            {
                node = Choice();
                break;
            }

            if (_cursor.OperatorLength is not (> 0 and var length))
            {
                _cursor.Return(end);
                break;
            }

            _cursor.Advance(length);
            _cursor.SkipBlanks();
            Operand();
            end = _cursor.Position;
            node = Computed(start, end);
        }

        _depth--;
        return node;
    }

    private SourceAlternatives Choice()
    {
        _cursor.Advance(1);
        _cursor.Enter();
        var whenTrue = Expression();
        _cursor.SkipBlanks();
        _cursor.Leave();
        if (_cursor.Current != ':')
            return new SourceAlternatives([whenTrue]);

        _cursor.Advance(1);
        return new SourceAlternatives([whenTrue, Expression()]);
    }

    private SourceNode Operand()
    {
        var start = _cursor.Position;
        SourceNode node;
        switch (_cursor.Current)
        {
            case '"' or '\'' when _cursor.Current == _cursor.Quote:
                node = _cursor.String();
                break;
            case '<' when _cursor.Next == '<' && !_isBicep:
                return _cursor.Heredoc();
            case '[':
                node = List();
                break;
            case '{':
                node = Braced();
                break;
            case '(':
                node = Bracketed(')') is [var only] ? only : Computed(start, _cursor.Position);
                break;
            case '!' or '-':
                _cursor.Advance(1);
                if (_depth++ < MaximumDepth)
                    Operand();
                _depth--;
                return Computed(start, _cursor.Position);
            default:
                node = Named(start);
                break;
        }

        // A part of something: x[0], f(x).y
        while (_cursor.Position > start && (_cursor.Current is '.' or '[' || (_isBicep && _cursor.Current == '!' && _cursor.Next is not ('=' or '~'))))
        {
            if (_cursor.Current == '[')
            {
                Bracketed(']');
            }
            else
            {
                _cursor.Advance(_isBicep && _cursor.Next == '?' ? 2 : 1);
                _cursor.SkipName();
                if (_cursor.Current == '*')
                    _cursor.Advance(1);
            }

            node = Computed(start, _cursor.Position);
        }

        return node;
    }

    /// <summary>A number, a word of the language, a variable or a call.</summary>
    private SourceNode Named(int start)
    {
        _cursor.SkipName();
        while (_cursor.Current == ':' && _cursor.Next == ':')
        {
            _cursor.Advance(2);
            _cursor.SkipName();
        }

        var name = _cursor.From(start);
        if (_isBicep && name == "if")
            return Conditional();
        if (name.Length > 0 && _cursor.Current == '(')
        {
            var arguments = Bracketed(')');
            var call = Computed(start, _cursor.Position);
            return _isBicep ? DeclarationFunctions.ResultInBicep(name, arguments, call) : DeclarationFunctions.Result(name, arguments, call);
        }

        if (name.Length > 0 && char.IsAsciiDigit(name[0]))
        {
            while (char.IsAsciiLetterOrDigit(_cursor.Current) || (_cursor.Current == '.' && char.IsAsciiDigit(_cursor.Next)))
                _cursor.Advance(1);
            return new SourceScalar(_cursor.From(start), isPlain: true, start, _cursor.Position);
        }

        return name is "true" or "false" or "null" ? new SourceScalar(name, isPlain: true, start, _cursor.Position) : Computed(start, _cursor.Position);
    }

    /// <summary>A function of the resource manager, or in Bicep what stands behind a condition.</summary>
    private SourceNode Conditional()
    {
        _cursor.SkipBlanks();
        if (_cursor.Current != '(')
            return Computed(_cursor.Position, _cursor.Position);

        if (Bracketed(')') is [_, var whenTrue, var whenFalse])
            return new SourceAlternatives([whenTrue, whenFalse]);

        _cursor.SkipBlanks();
        return _cursor.Current == '{' ? Braced() : Computed(_cursor.Position, _cursor.Position);
    }

    /// <summary>What stands in braces: a body, an object, or one made in a loop.</summary>
    private SourceMapping Braced()
    {
        var mapping = new SourceMapping { IsFlow = true };
        if (_depth >= MaximumDepth)
        {
            _cursor.GiveUp();
            return mapping;
        }

        _depth++;
        _cursor.Advance(1);
        _cursor.SkipSeparators();
        if (_cursor.IsWord("for"))
        {
            _cursor.Enter();
            var key = LoopValue() as SourceScalar ?? Computed(_cursor.Position, _cursor.Position);
            _cursor.SkipBlanks();
            if (_cursor.Current == '=' && _cursor.Next == '>')
            {
                _cursor.Advance(2);
                mapping.Entries.Add(new(key, Expression()));
            }

            _cursor.SkipTo('}');
            _cursor.Leave();
        }
        else
        {
            Entries(mapping);
        }

        if (_cursor.Current == '}')
            _cursor.Advance(1);
        _depth--;
        return mapping;
    }

    private SourceSequence List()
    {
        var list = new SourceSequence();
        list.Items.AddRange(Bracketed(']'));
        return list;
    }

    /// <summary>The expressions between brackets; of a loop, the one that it repeats.</summary>
    private List<SourceNode> Bracketed(char close)
    {
        var items = new List<SourceNode>();
        _cursor.Advance(1);
        _cursor.Enter();
        while (true)
        {
            _cursor.SkipSeparators();
            if (_cursor.IsAtEnd || _cursor.Current == close)
                break;

            // What closes something else: the bracket was never closed.
            if (_cursor.Current is '}' or ')' or ']')
                break;

            var before = _cursor.Position;
            if (items.Count == 0 && close == ']' && _cursor.IsWord("for"))
            {
                items.Add(LoopValue());
                _cursor.SkipTo(']');
                break;
            }

            items.Add(Expression());
            if (_cursor.Position == before)
                _cursor.Advance(1);
        }

        if (_cursor.Current == close)
            _cursor.Advance(1);
        _cursor.Leave();
        return items;
    }

    /// <summary>What <c>for x in list : value</c> repeats.</summary>
    private SourceNode LoopValue()
    {
        while (!_cursor.IsAtEnd && !_cursor.IsWord("in") && _cursor.Current is not (':' or ']' or '}'))
        {
            _cursor.Advance(1);
            _cursor.SkipName();
            _cursor.SkipSeparators();
        }

        if (_cursor.IsWord("in"))
        {
            _cursor.Advance(2);
            Expression();
            _cursor.SkipBlanks();
        }

        if (_cursor.Current == ':')
            _cursor.Advance(1);
        return Expression();
    }

    /// <summary>An expression as written; one that is very long counts as unknown.</summary>
    private SourceScalar Computed(int start, int end) =>
        new(end - start > MaximumLength ? DeclarationTemplate.Unknown : "${" + _cursor.Between(start, end) + "}", isPlain: false, start, end);
}
