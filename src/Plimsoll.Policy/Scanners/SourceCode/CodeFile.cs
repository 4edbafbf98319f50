using System.Text;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>Source code as tokens, with what its calls and constants say. Positions are numbers of tokens; none is out of range.</summary>
internal sealed class CodeFile
{
    // Constants that repeat each other must not grow into anything larger than a reference by much.
    private const int MaximumDepth = 16;
    private const int MaximumLength = 4096;

    private static readonly string[] Wrappers = ["String", "StringPtr", "parse"];

    private readonly string _text;
    private readonly int[] _partners;
    private CodeConstants? _constants;

    public CodeFile(string text, CodeLanguage language, CancellationToken cancellationToken)
    {
        (_text, Language) = (text, language);
        Tokens = CodeTokens.Read(text, language, cancellationToken);
        _partners = new int[Tokens.Count];
        Array.Fill(_partners, Tokens.Count);
        var open = new Stack<int>();
        for (var i = 0; i < Tokens.Count; i++)
        {
            if (IsOpen(i))
                open.Push(i);
            else if (IsClose(i) && open.TryPop(out var start))
                (_partners[start], _partners[i]) = (i, start);
        }
    }

    public CodeLanguage Language { get; }

    public IReadOnlyList<CodeToken> Tokens { get; }

    /// <summary>The word at a position, or <c>null</c>.</summary>
    public string? Word(int i) => i >= 0 && i < Tokens.Count && Tokens[i] is { Kind: CodeTokenKind.Word } token ? _text[token.Start..token.End] : null;

    public bool IsWord(int i, string word) => i >= 0 && i < Tokens.Count && Tokens[i] is { Kind: CodeTokenKind.Word } token && _text.AsSpan(token.Start, token.End - token.Start).SequenceEqual(word);

    public bool IsMark(int i, char mark) => i >= 0 && i < Tokens.Count && Tokens[i] is { Kind: CodeTokenKind.Mark } token && token.End == token.Start + 1 && _text[token.Start] == mark;

    public bool IsOpen(int i) => IsMark(i, '(') || IsMark(i, '[') || IsMark(i, '{');

    public bool IsClose(int i) => IsMark(i, ')') || IsMark(i, ']') || IsMark(i, '}');

    /// <summary>The bracket that belongs to one; behind the last token where there is none.</summary>
    public int Partner(int bracket) => bracket >= 0 && bracket < _partners.Length ? _partners[bracket] : Tokens.Count;

    /// <summary>The parenthesis of a call whose name is here, type arguments in between; <c>null</c> where it is none.</summary>
    public int? CallOf(int name)
    {
        var i = name + 1;
        if (IsMark(i, '<'))
        {
            for (i++; i < Tokens.Count && (Tokens[i].Kind == CodeTokenKind.Word || IsMark(i, ',') || IsMark(i, '.') || IsMark(i, '?') || IsMark(i, '<')); i++)
            {
            }

            while (IsMark(i, '>'))
                i++;
        }

        return IsMark(i, '(') ? i : null;
    }

    /// <summary>The arguments between a bracket and its partner.</summary>
    public List<CodeArgument> Arguments(int open)
    {
        var arguments = new List<CodeArgument>();
        var close = Partner(open);
        for (var (i, start) = (open + 1, open + 1); close < Tokens.Count && i <= close; i++)
        {
            if (i == close || IsMark(i, ','))
            {
                if (i > start)
                    arguments.Add(Argument(start, i));
                start = i + 1;
            }
            else if (IsOpen(i))
            {
                i = Math.Min(Partner(i), close - 1);
            }
        }

        return arguments;
    }

    /// <summary>The argument of this name, or the one at this place among those without; <c>null</c> where there is none.</summary>
    public static CodeArgument? Find(List<CodeArgument> arguments, string name, int place)
    {
        foreach (var argument in arguments)
            if (argument.Name == name)
                return argument;
        return place < arguments.Count && arguments[place].Name is null ? arguments[place] : null;
    }

    /// <summary>What an argument says; <c>null</c> where it is not a text.</summary>
    public CodeValue? Value(CodeArgument? argument) => argument is { } given ? Value(given.Start, given.End, 0) : null;

    /// <summary>What the expression says that starts here and ends with its line or statement; <c>null</c> where it is not a text.</summary>
    public CodeValue? ValueAt(int start)
    {
        if (Word(start) is { } name && CallOf(start) is null && IsMark(start + 1, '.') && IsCall(start + 2, Wrappers) && !Wrappers.Contains(name))
            return Value(start, Partner(CallOf(start + 2)!.Value) + 1, 0);
        return ExpressionEnd(start) is { } end ? Value(start, end, 0) : null;
    }

    /// <summary>Where the value of an object's field starts whose name is here, in Jsonnet: behind <c>:</c>, <c>::</c>, <c>:::</c> or <c>+:</c>; <c>null</c> where it is none.</summary>
    public int? FieldValue(int name)
    {
        var i = IsMark(name + 1, '+') ? name + 2 : name + 1;
        if (!IsMark(i, ':'))
            return null;
        while (IsMark(i, ':'))
            i++;
        return i;
    }

    /// <summary>The end of texts and names that are added up, where nothing else follows them; else <c>null</c>.</summary>
    public int? ExpressionEnd(int start)
    {
        var i = start;
        while (Term(i) is { } next)
        {
            if (!IsMark(next, '+'))
                return Ends(next) ? next : null;
            i = next + 1;
        }

        return null;
    }

    private bool Ends(int i) => i >= Tokens.Count || IsMark(i, ';') || IsMark(i, ',') || IsClose(i) || IsWord(i, "as")
        || (!IsMark(i, '.') && !IsMark(i, '?') && _text.AsSpan(Tokens[i - 1].End, Tokens[i].Start - Tokens[i - 1].End).Contains('\n'));

    /// <summary>The position behind a text, or names with dots between them.</summary>
    private int? Term(int i)
    {
        if (i < Tokens.Count && Tokens[i].Kind == CodeTokenKind.Text)
            return i + 1;
        if (Word(i) is null)
            return null;
        while (IsMark(i + 1, '.') && Word(i + 2) is not null)
            i += 2;
        return i + 1;
    }

    private CodeArgument Argument(int start, int end) =>
        Word(start) is { } name && (IsMark(start + 1, ':') || (IsMark(start + 1, '=') && !IsMark(start + 2, '='))) && start + 2 < end
            ? new CodeArgument(name, start + 2, end)
            : new CodeArgument(null, start, end);

    private bool IsCall(int i, string[] names) => Word(i) is { } name && names.Contains(name) && CallOf(i) is not null;

    private CodeValue? Value(int start, int end, int depth)
    {
        if (depth > MaximumDepth || start >= end)
            return null;

        // pulumi.String("x"), DockerImageName.parse("x"): what they wrap; but not what is asked of the result.
        if (Word(start) is not null && IsMark(start + 1, '.') && IsCall(start + 2, Wrappers) && CallOf(start + 2) is { } call && Partner(call) == end - 1)
            return Arguments(call) is [var inner] ? Value(inner.Start, inner.End, depth + 1) : null;

        var (terms, resolved) = (0, new StringBuilder());
        CodeValue? single = null;
        for (var i = start; ; i++, terms++)
        {
            if (Term(i) is not { } next || next > end || !(next == end || IsMark(next, '+')))
                return null;
            single = Tokens[i].Text is { } text ? Literal(text, depth) : Named(i, next, depth);

            // Of several parts, those that are texts say something, whatever the others are.
            if (single is null && terms == 0 && next == end)
                return null;
            resolved.Append(single?.Resolved ?? ImageUse.Unknown.ToString());
            if (next == end)
                break;
            i = next;
        }

        var range = new TextRange(Tokens[start].Start, Tokens[end - 1].End);
        return terms == 0 ? single : new CodeValue(_text[range.Start..range.End], Bounded(resolved.ToString()), range, IsLiteral: false);
    }

    private CodeValue Literal(CodeText text, int depth)
    {
        if (text.Holes.Count == 0)
            return new CodeValue(text.Value, text.Value, text.Range, IsLiteral: true);

        var (resolved, hole) = (new StringBuilder(), 0);
        foreach (var c in text.Value)
            resolved.Append(c == ImageUse.Unknown && hole < text.Holes.Count ? Constant(text.Holes[hole++], depth)?.Resolved ?? c.ToString() : c.ToString());
        return new CodeValue(_text[text.Range.Start..text.Range.End], Bounded(resolved.ToString()), text.Range, IsLiteral: false);
    }

    /// <summary>What a name says; <c>null</c> where the file gives it something else than a text.</summary>
    private CodeValue? Named(int start, int end, int depth)
    {
        var name = Word(end - 1)!;
        var range = new TextRange(Tokens[start].Start, Tokens[end - 1].End);

        // A field of an object is not the local variable of its name.
        if (Language == CodeLanguage.Jsonnet && end > start + 1)
            return new CodeValue(_text[range.Start..range.End], ImageUse.Unknown.ToString(), range, IsLiteral: false);
        if (Constant(name, depth) is { } constant)
            return constant;

        return _constants!.IsMentioned(name) || char.IsDigit(name[0]) || name is "null" or "None" or "nil" or "undefined" or "this"
            ? null
            : new CodeValue(_text[range.Start..range.End], ImageUse.Unknown.ToString(), range, IsLiteral: false);
    }

    private CodeValue? Constant(string name, int depth)
    {
        _constants ??= new CodeConstants(this);
        return _constants.Find(name[(name.LastIndexOf('.') + 1)..]) is var (start, end) ? Value(start, end, depth + 1) : null;
    }

    private static string Bounded(string value) => value.Length > MaximumLength ? ImageUse.Unknown.ToString() : value;
}
