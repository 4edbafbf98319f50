using Plimsoll.Policy.Pinning;

namespace Plimsoll.Publishing.Migration;

/// <summary>Moves one C# file: its usings, the base class, qualified names and the log; and lists what has no counterpart.</summary>
internal sealed class SourceMigration
{
    private const string NoCounterpart = "Plimsoll.Build has nothing that corresponds to it.";

    private const string AttributeSuffix = "Attribute";

    /// <summary>The namespace that holds the settings of tools, and the types of parameters that are elsewhere here.</summary>
    private const string Tooling = ".Common.Tooling";
    private const string TypesOfTooling = "Plimsoll.Build";

    /// <summary>Classes whose own methods have names that are also names of NUKE's.</summary>
    private static readonly string[] System = ["File", "Directory", "Path", "FileInfo", "DirectoryInfo"];

    private readonly string _file;
    private readonly CSharpSource _source;
    private readonly IReadOnlySet<string> _types;
    private readonly IReadOnlySet<string> _members;
    private readonly bool _hasSerilog;
    private readonly List<TextEdit> _edits = [];
    private readonly List<RemainingWork> _remaining = [];
    private readonly HashSet<int> _done = [];

    private SourceMigration(string file, CSharpSource source, IReadOnlySet<string> types, IReadOnlySet<string> members, bool hasSerilog)
    {
        (_file, _source, _types, _members, _hasSerilog) = (file, source, types, members, hasSerilog);
    }

    /// <summary>Plans the changes of a file.</summary>
    /// <param name="file">Its path as reported.</param>
    /// <param name="source">Its text without a byte order mark.</param>
    /// <param name="types">The types that the project declares: their names mean them.</param>
    /// <param name="members">The other names that it declares.</param>
    /// <param name="hasSerilog">Whether the project references Serilog itself.</param>
    public static (IReadOnlyList<TextEdit> Edits, IReadOnlyList<RemainingWork> Remaining) Plan(string file, CSharpSource source, IReadOnlySet<string> types, IReadOnlySet<string> members, bool hasSerilog)
    {
        var migration = new SourceMigration(file, source, types, members, hasSerilog);
        migration.MoveUsings();
        for (var i = 0; i < source.Count; i++)
            if (source.Word(i) is { } word && !migration._done.Contains(i))
                migration.MoveWord(i, word);
        return (migration._edits, [.. migration._remaining.DistinctBy(work => (work.Line, work.Name))]);
    }

    private void MoveUsings()
    {
        var directives = Directives().ToList();
        var isConditional = _source.Text.Contains("#if", StringComparison.Ordinal);
        var imported = directives.Where(directive => !directive.IsStatic).Select(directive => directive.Name).ToHashSet();
        foreach (var (name, isStatic, first, start, end) in directives)
        {
            for (var i = first; i <= end; i++)
                _done.Add(i);
            var ours = isStatic ? FindStatic(name) : NukeNamespaces.Find(name);
            if (ours is not null && (isConditional || imported.Add(ours)))
                _edits.Add(new TextEdit(_source[start].Start, _source[end - 1].End, name.EndsWith(Tooling, StringComparison.Ordinal) && imported.Add(TypesOfTooling) ? $"{TypesOfTooling};{NewLine}using {ours}" : ours));
            else if (NukeNamespaces.IsNuke(name) || (name == "Serilog" && !_hasSerilog))
                RemoveUsing(name, isStatic, first, end, isCovered: ours is not null || name == "Serilog");
        }
    }

    private string? FindStatic(string name) => name == "Serilog.Log" && !_hasSerilog ? $"{TypesOfTooling}.Log" : NukeNamespaces.FindStatic(name);

    private string NewLine => _source.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    private void RemoveUsing(string name, bool isStatic, int first, int end, bool isCovered)
    {
        _edits.Add(WholeLine(_source.Text, _source[first].Start, _source[end].End));
        if (!isCovered)
            _remaining.Add(new RemainingWork(
                _file,
                _source.LineOf(_source[first].Start),
                $"using {(isStatic ? "static " : "")}{name}",
                $"It is removed: {NoCounterpart}"));
    }

    /// <summary>The removal of a text, and of its line where nothing else is on it.</summary>
    internal static TextEdit WholeLine(string text, int start, int end)
    {
        var (first, last) = (start, end);
        while (first > 0 && text[first - 1] is ' ' or '\t')
            first--;
        while (last < text.Length && text[last] is ' ' or '\t')
            last++;
        var startsLine = first == 0 || text[first - 1] == '\n';
        if (!startsLine || (last < text.Length && text[last] is not ('\r' or '\n')))
            return new TextEdit(start, end, "");

        if (last < text.Length && text[last] == '\r')
            last++;
        if (last < text.Length && text[last] == '\n')
            last++;
        return new TextEdit(first, last, "");
    }

    /// <summary>The using directives that name a namespace or, with <c>static</c>, a type: those without an alias.</summary>
    private IEnumerable<(string Name, bool IsStatic, int First, int Start, int End)> Directives()
    {
        for (var i = 0; i < _source.Count; i++)
        {
            if (_source.Word(i) != "using")
                continue;

            var first = _source.Word(i - 1) == "global" ? i - 1 : i;
            var isStatic = _source.Word(i + 1) == "static";
            var start = isStatic ? i + 2 : i + 1;
            if (_source.Word(start) is not null && _source.Chain(start) is var (words, next) && _source.Is(next, ';'))
                yield return (string.Join('.', words), isStatic, first, start, next);
        }
    }

    private void MoveWord(int i, string word)
    {
        var isMember = _source.Is(i - 1, '.');
        if (word is "Nuke" or "Fallout" && !isMember && _source.Is(i + 1, '.') && _source.Word(i - 1) != "namespace")
            MoveQualified(i);
        else if (word == "Serilog" && !_hasSerilog && !isMember && _source.Is(i + 1, '.') && _source.Word(i + 2) == "Log" && _source.Is(i + 3, '.'))
            _edits.Add(new TextEdit(_source[i].Start, _source[i + 2].Start, ""));
        else if (!isMember && !_types.Contains(word) && RenamedType(word) is { } type)
            Rename(i, type);
        else if (Missing(i, word, isMember) is { } missing)
            Add(i, missing.Kind == NukeMemberKind.Attribute ? $"[{word}]" : missing.Kind == NukeMemberKind.Configured ? $"{word}(settings => …)" : word, missing.Advice!);
    }

    private static string? RenamedType(string word) => word switch
    {
        "FalloutBuild" => NukeMembers.Renamed("NukeBuild", NukeMemberKind.Type),
        "IFalloutBuild" => NukeMembers.Renamed("INukeBuild", NukeMemberKind.Type),
        _ => NukeMembers.Renamed(word, NukeMemberKind.Type),
    };

    private void Rename(int i, string name) => _edits.Add(new TextEdit(_source[i].Start, _source[i].End, name));

    private void Add(int i, string name, string advice) => _remaining.Add(new RemainingWork(_file, _source.LineOf(_source[i].Start), name, advice));

    /// <summary>A name that begins with the namespace: the namespace changes where the type exists.</summary>
    private void MoveQualified(int i)
    {
        var (words, _) = _source.Chain(i);
        for (var length = words.Count - 1; length >= 2; length--)
        {
            if (NukeNamespaces.Find(string.Join('.', words.Take(length))) is not { } ours)
                continue;

            var (type, at) = (words[length], i + (2 * length));
            var renamed = RenamedType(type);
            if (renamed is null && Known(type) is not { Ours: not null })
                break;

            _edits.Add(new TextEdit(_source[i].Start, _source[at - 2].End, ours));
            if (renamed is not null)
                Rename(at, renamed);
            return;
        }

        for (var word = 0; word < words.Count; word++)
            _done.Add(i + (2 * word));
        Add(i, string.Join('.', words), words.Select(Known).FirstOrDefault(member => member is { Ours: null })?.Advice ?? NoCounterpart);
    }

    private static NukeMember? Known(string type) =>
        NukeMembers.Find(type, NukeMemberKind.Type) ?? NukeMembers.Find(type.EndsWith(AttributeSuffix, StringComparison.Ordinal) ? type[..^AttributeSuffix.Length] : type, NukeMemberKind.Attribute);

    private NukeMember? Missing(int i, string word, bool isMember)
    {
        if (_source.IsAttribute(i))
        {
            var name = word.EndsWith(AttributeSuffix, StringComparison.Ordinal) ? word[..^AttributeSuffix.Length] : word;
            return _types.Contains(name) || _types.Contains(name + AttributeSuffix) ? null : Missing(name, NukeMemberKind.Attribute);
        }

        if (!isMember && !_types.Contains(word) && Missing(word, NukeMemberKind.Type) is { } type && IsTypePosition(i, word))
            return type;
        if (_source.Word(i - 2) == "override")
            return Missing(word, NukeMemberKind.Override);
        if (_members.Contains(word))
            return null;
        if (_source.Is(i + 1, '('))
            return IsCalled(i) ? (IsConfigured(i) ? Missing(word, NukeMemberKind.Configured) : null) ?? Missing(word, NukeMemberKind.Method) : null;
        return IsOwnProperty(i, isMember) ? Missing(word, NukeMemberKind.Property) : null;
    }

    private static NukeMember? Missing(string word, NukeMemberKind kind) => NukeMembers.Find(word, kind) is { Ours: null } member ? member : null;

    private bool IsTypePosition(int i, string word)
    {
        var next = _source.Word(i + 1);
        if (next is not null)
            return !CSharpSource.IsKeyword(next);
        if (_source.Is(i + 1, '.'))
            return !_members.Contains(word);
        return _source.IsBase(i)
            || _source.Word(i - 1) is "new" or "as"
            || (_source.Is(i - 1, '<') && (_source.Is(i + 1, '>') || _source.Is(i + 1, ',')))
            || (_source.Is(i - 1, '(') && _source.Word(i - 2) == "typeof")
            || (_source.Is(i + 1, '[') && _source.Is(i + 2, ']'))
            || (_source.Is(i + 1, '?') && _source.Word(i + 2) is not null && (_source.Is(i + 3, ';') || _source.Is(i + 3, '=')));
    }

    /// <summary>Whether a method is called: not one of the system's files, nor of what is listed itself.</summary>
    private bool IsCalled(int i)
    {
        if (!_source.Is(i - 1, '.'))
            return _source.Word(i - 1) is not { } before || (CSharpSource.IsKeyword(before) && before is not "new");
        return _source.Word(i - 2) is not { } owner || (!System.Contains(owner) && (_members.Contains(owner) || _source.Is(i - 3, '.') || Missing(owner, NukeMemberKind.Type) is null));
    }

    private bool IsConfigured(int i) => _source.Word(i + 2) is not null && _source.Is(i + 3, '=') && _source.Is(i + 4, '>');

    private bool IsOwnProperty(int i, bool isMember)
    {
        var isAssigned = _source.Is(i + 1, '=') && !_source.Is(i + 2, '=');
        var isDeclared = _source.Word(i - 1) is { } before && !CSharpSource.IsKeyword(before);
        return (!isMember || _source.Word(i - 2) is "NukeBuild" or "FalloutBuild" or "PlimsollBuild" or "this") && !isAssigned && !isDeclared && !_source.Is(i + 1, ':') && _source.Word(i + 1) is null or "is" or "as" or "switch";
    }
}
