namespace Plimsoll.Policy.Scanners.Shell;

/// <summary>The words that a script assigns to its variables.</summary>
internal sealed class ScriptVariables
{
    private const int MaximumDepth = 20;
    private static readonly HashSet<string> Declarations = new(StringComparer.Ordinal) { "export", "readonly", "local", "declare", "typeset" };

    private readonly Dictionary<string, List<IReadOnlyList<ShellWord>>> _assigned = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Reads the assignments of commands.</summary>
    public ScriptVariables(IEnumerable<ShellCommand> commands)
    {
        foreach (var command in commands)
            if (command.Assigns is { } name)
                Assign(name, command.Words);
            else
                Read(command.Words);
    }

    /// <summary>The assignments of a variable, each with its words: more than one for an array and for the list of a loop.</summary>
    public IReadOnlyList<IReadOnlyList<ShellWord>> this[string name] => _assigned.TryGetValue(name, out var words) ? words : [];

    /// <summary>Whether a variable is read from elsewhere.</summary>
    public bool IsRead(string name) => _read.Contains(name);

    private void Read(IReadOnlyList<ShellWord> words)
    {
        foreach (var word in words)
            Defaults(word, 0);

        var start = 0;
        while (start < words.Count && CommandPrefix.IsKeyword(words[start]))
            start++;
        if (start == words.Count)
            return;

        if (words[start].Text == "for" && words.Count > start + 2 && words[start + 2].Text == "in")
        {
            Assign(words[start + 1].Text, [.. words.Skip(start + 3)]);
            return;
        }

        if (words[start].Text is "read" or "mapfile" or "readarray" or "getopts" or "unset" or "select")
        {
            foreach (var word in words.Skip(start + 1))
                _read.Add(word.Text);
            return;
        }

        // Before a command, assignments are only that command's.
        var isDeclaration = Declarations.Contains(words[start].Text);
        var assignments = words.Skip(isDeclaration ? start + 1 : start).ToList();
        if (!isDeclaration && !assignments.TrueForAll(static word => ShellNames.AssignmentEnd(word.Text) > 0))
            return;

        foreach (var word in assignments)
            if (ShellNames.AssignmentEnd(word.Text) is var end and > 0)
                Assign(word.Text[..(end - 1)], word.Items ?? [word.From(end)]);
    }

    /// <summary>An expansion can assign too: <c>${NAME:=value}</c>.</summary>
    private void Defaults(ShellWord word, int depth)
    {
        foreach (var expansion in word.Expansions)
        {
            if (expansion.Operand is not { } operand || depth > MaximumDepth)
                continue;
            if (expansion is { Operator: '=', Name: { } name })
                Assign(name, [operand]);
            Defaults(operand, depth + 1);
        }
    }

    private void Assign(string name, IReadOnlyList<ShellWord> words)
    {
        // What is appended makes more of the variable than its first value.
        if (name.EndsWith('+'))
        {
            if (words.Count == 1 && _assigned.GetValueOrDefault(name[..^1]) is not [{ Count: not 1 }])
                _read.Add(name[..^1]);
            name = name[..^1];
        }

        if (!_assigned.TryGetValue(name, out var all))
            _assigned[name] = all = [];
        all.Add(words);
    }
}
