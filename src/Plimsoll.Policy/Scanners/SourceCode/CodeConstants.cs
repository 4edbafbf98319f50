namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>The names of a file that have one value, given once; those that are also a parameter, or get another value, are not known.</summary>
internal sealed class CodeConstants
{
    private static readonly string[] NoTypes = ["new", "return", "await", "in", "out", "ref", "this", "is", "as", "not", "case", "yield", "else"];

    private readonly Dictionary<string, (int Start, int End)?> _values = new(StringComparer.Ordinal);

    public CodeConstants(CodeFile file)
    {
        var open = new Stack<int>();
        for (var i = 0; i < file.Tokens.Count; i++)
        {
            if (file.IsOpen(i))
                open.Push(i);
            else if (file.IsClose(i))
                _ = open.TryPop(out _);
            else if (file.Word(i) is { } name)
                Read(file, i, name, open.TryPeek(out var around) ? around : -1);
        }
    }

    /// <summary>Whether the file gives the name anything, or takes it as a parameter.</summary>
    public bool IsMentioned(string name) => _values.ContainsKey(name);

    /// <summary>The tokens of the name's value, or <c>null</c>.</summary>
    public (int Start, int End)? Find(string name) => _values.GetValueOrDefault(name);

    private void Read(CodeFile file, int i, string name, int around)
    {
        if (around >= 0 && file.IsMark(around, '('))
        {
            if (IsParameter(file, i, around))
                _values[name] = null;

            // Go has constants in parentheses; everywhere else those are arguments.
            if (file.Language != CodeLanguage.Go || file.Word(around - 1) is not ("const" or "var"))
                return;
        }

        if (file.IsMark(i + 1, '+') && file.IsMark(i + 2, '='))
            _values[name] = null;

        // Behind a type that follows the name: const x: string = "…".
        var equals = i + 1;
        if (file.IsMark(equals, ':') && file.IsMark(equals + 1, '='))
            equals++;
        else if (file.IsMark(equals, ':') && file.Word(equals + 1) is not null)
            equals += 2;
        else if (file.Language == CodeLanguage.Go && file.IsWord(equals, "string"))
            equals++;
        if (!file.IsMark(equals, '=') || file.IsMark(equals + 1, '=') || file.IsMark(equals + 1, '>') || (file.IsMark(i - 1, ':') && file.Language != CodeLanguage.CSharp))
            return;

        var end = file.ExpressionEnd(equals + 1);
        _values[name] = end is { } last && !_values.ContainsKey(name) ? (equals + 1, last) : null;
    }

    private static bool IsParameter(CodeFile file, int i, int around)
    {
        var isFunction = file.Language is CodeLanguage.JavaScript or CodeLanguage.Python
            && (file.Word(around - 1) is "function" or "lambda" || file.Word(around - 2) is "function" or "def" || (file.IsMark(file.Partner(around) + 1, '=') && file.IsMark(file.Partner(around) + 2, '>')));
        return isFunction
            || (file.Word(i - 1) is { } type && !NoTypes.Contains(type))
            || (file.Language == CodeLanguage.Go && file.Word(i + 1) is not null)
            || (file.Language is CodeLanguage.JavaScript or CodeLanguage.Kotlin or CodeLanguage.Python && file.IsMark(i + 1, ':'));
    }
}
