namespace Plimsoll.Publishing.Migration;

/// <summary>A C# file as tokens, with what can be told of a name from those around it.</summary>
internal sealed class CSharpSource
{
    private static readonly string[] Declaring = ["class", "record", "struct", "interface", "enum"];

    private static readonly string[] Keywords =
        ["return", "await", "throw", "new", "in", "is", "as", "out", "ref", "case", "else", "do", "yield", "and", "or", "not", "when", "where", "with", "switch", "using", "static", "readonly", "const", "override", "select", "from", "let", "params", "this"];

    private readonly List<CSharpToken> _tokens;
    private readonly HashSet<int> _attributes = [];
    private readonly HashSet<int> _bases = [];

    public CSharpSource(string text)
    {
        Text = text;
        _tokens = CSharpTokens.Read(text);
        for (var i = 0; i < _tokens.Count; i++)
        {
            if (Is(i, '[') && (i == 0 || Is(i - 1, ';') || Is(i - 1, '{') || Is(i - 1, '}') || Is(i - 1, ']')))
                ReadAttributes(i);
            else if (Word(i) is { } word && Declaring.Contains(word) && Word(i + 1) is not null)
                ReadBases(i + 1);
        }
    }

    public string Text { get; }

    public int Count => _tokens.Count;

    public CSharpToken this[int index] => _tokens[index];

    /// <summary>All words, keywords too.</summary>
    public IEnumerable<string> Words => Enumerable.Range(0, Count).Select(Word).OfType<string>();

    /// <summary>The word at an index; <c>null</c> where there is none or something else.</summary>
    public string? Word(int index) =>
        index >= 0 && index < Count && _tokens[index] is { Kind: CSharpTokenKind.Word } token ? Text[token.Start..token.End] : null;

    /// <summary>Whether the token is that mark.</summary>
    public bool Is(int index, char mark) => index >= 0 && index < Count && _tokens[index].Kind == CSharpTokenKind.Mark && Text[_tokens[index].Start] == mark;

    /// <summary>Whether the token names an attribute.</summary>
    public bool IsAttribute(int index) => _attributes.Contains(index);

    /// <summary>Whether the token is in the list of what a type extends.</summary>
    public bool IsBase(int index) => _bases.Contains(index);

    /// <summary>Whether the word is one that no type or member has as its name.</summary>
    public static bool IsKeyword(string? word) => word is not null && Keywords.Contains(word);

    /// <summary>The words from an index on, with dots between them, and the index behind them.</summary>
    public (IReadOnlyList<string> Words, int Next) Chain(int index)
    {
        var words = new List<string> { Word(index)! };
        for (index++; Is(index, '.') && Word(index + 1) is { } word; index += 2)
            words.Add(word);
        return (words, index);
    }

    /// <summary>The line of a place, from 1.</summary>
    public int LineOf(int start) => Text.AsSpan(0, start).Count('\n') + 1;

    /// <summary>The names that a file declares: of types, and of anything else.</summary>
    public void AddDeclared(HashSet<string> types, HashSet<string> members)
    {
        for (var i = 1; i < Count; i++)
        {
            if (Word(i) is not { } word)
                continue;

            if (Word(i - 1) is { } before && Declaring.Contains(before))
                types.Add(word);
            else if (IsBehindType(i) && (Is(i + 1, ';') || Is(i + 1, '=') || Is(i + 1, ',') || Is(i + 1, ')') || Is(i + 1, '{') || Is(i + 1, '(')))
                members.Add(word);
        }
    }

    /// <summary>Behind a type stands what is declared with it: <c>string Name</c>, <c>int[] Name</c>, <c>List&lt;int&gt; Name</c>.</summary>
    private bool IsBehindType(int i) =>
        Word(i - 1) is { } type ? !IsKeyword(type) : (Is(i - 1, ']') && Is(i - 2, '[')) || Is(i - 1, '?') || (Is(i - 1, '>') && !Is(i - 2, '='));

    private void ReadAttributes(int open)
    {
        for (var (i, depth) = (open, 0); i < Count; i++)
        {
            if (Is(i, '[') || Is(i, '('))
                depth++;
            else if ((Is(i, ']') || Is(i, ')')) && --depth == 0)
                return;
            else if (depth == 1 && Word(i) is not null && !Is(i + 1, ':') && !Is(i + 1, '.'))
                _attributes.Add(i);
        }
    }

    private void ReadBases(int name)
    {
        var isBase = false;
        for (var (i, depth) = (name + 1, 0); i < Count && !Is(i, '{') && !Is(i, ';') && Word(i) != "where"; i++)
        {
            depth += Is(i, '(') ? 1 : Is(i, ')') ? -1 : 0;
            if (isBase && depth == 0)
                _bases.Add(i);
            isBase |= depth == 0 && Is(i, ':');
        }
    }
}
