using System.Buffers;
using System.Text;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Shell;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Make;

/// <summary>
/// Reads a makefile: its variables and the lines of its recipes, which start with a tab. <c>$(VAR)</c> and <c>${VAR}</c> are
/// make's, <c>$$</c> is the shell's dollar.
/// </summary>
internal sealed class MakefileReader
{
    private static readonly SearchValues<char> NeverInNames = SearchValues.Create(" \t$(){},:");

    private const string Operators = ":?+!";

    private readonly string _text;
    private readonly Dictionary<string, List<SourceScalar>> _variables = new(StringComparer.Ordinal);
    private int _position;
    private bool _isDefinition;

    private MakefileReader(string text) => _text = text;

    /// <summary>The lines of recipes, each as a script of its own.</summary>
    public List<ScriptText> Recipes { get; } = [];

    public static MakefileReader Read(string text, CancellationToken cancellationToken)
    {
        var reader = new MakefileReader(text);
        while (reader._position < text.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            reader.Line();
        }

        return reader;
    }

    /// <summary>The value of a variable with exactly one assignment; conditions decide between several.</summary>
    public IReadOnlyList<LocatedScalar>? Variable(string name) =>
        _variables.TryGetValue(name, out var values) && values.DistinctBy(value => value.Value).Count() == 1 ? [new LocatedScalar(values[0])] : null;

    /// <summary>The first <c>$(VAR)</c> or <c>${VAR}</c>; what make computes is unknown.</summary>
    public static Placeholder? Find(string text, int from)
    {
        for (var start = text.IndexOf('$', from); start >= 0 && start + 1 < text.Length; start = text.IndexOf('$', start + 1))
        {
            var open = text[start + 1];
            if (open == '$')
            {
                start++;
                continue;
            }

            if (open is not ('(' or '{'))
                return char.IsWhiteSpace(open) ? null : Placeholder.Unknown(start, start + 2);

            var (close, depth, end) = (open == '(' ? ')' : '}', 0, start + 1);
            for (; end < text.Length; end++)
            {
                if (text[end] == open)
                    depth++;
                else if (text[end] == close && --depth == 0)
                    break;
            }

            if (end >= text.Length)
                return Placeholder.Unknown(start, text.Length);

            var name = text[(start + 2)..end];
            return !name.AsSpan().ContainsAny(NeverInNames) && name.Length > 0 ? Placeholder.Variable(start, end + 1, name) : Placeholder.Unknown(start, end + 1);
        }

        return null;
    }

    /// <summary>A logical line: with those that continue it.</summary>
    private void Line()
    {
        var start = _position;
        int end;
        bool continues;
        do
        {
            var length = _text.AsSpan(_position).IndexOf('\n');
            end = length < 0 ? _text.Length : _position + length;
            _position = Math.Min(end + 1, _text.Length);
            if (end > start && _text[end - 1] == '\r')
                end--;
            continues = end > start && _text[end - 1] == '\\' && _position < _text.Length;
        }
        while (continues);

        if (_text[start] == '\t')
            Recipe(start + 1, end);
        else
            Directive(start, end);
    }

    private void Directive(int start, int end)
    {
        var line = _text[start..end];
        var trimmed = line.TrimStart();
        if (trimmed.StartsWith("define ", StringComparison.Ordinal) || trimmed.StartsWith("endef", StringComparison.Ordinal))
        {
            _isDefinition = trimmed[0] == 'd';
            return;
        }

        if (trimmed.StartsWith('#') || _isDefinition)
            return;

        foreach (var keyword in (ReadOnlySpan<string>)["export ", "override ", "private "])
            if (trimmed.StartsWith(keyword, StringComparison.Ordinal))
                trimmed = trimmed[keyword.Length..].TrimStart();
        var nameStart = end - trimmed.Length;
        var nameEnd = 0;
        while (nameEnd < trimmed.Length && (char.IsAsciiLetterOrDigit(trimmed[nameEnd]) || trimmed[nameEnd] is '_' or '-' or '.'))
            nameEnd++;
        var at = nameEnd;
        while (at < trimmed.Length && trimmed[at] is ' ' or '\t')
            at++;
        var appends = at < trimmed.Length && trimmed[at] is '+' or '!';
        while (at < trimmed.Length && Operators.Contains(trimmed[at]))
            at++;
        if (nameEnd == 0 || at >= trimmed.Length || trimmed[at] != '=')
        {
            // A recipe may start behind the names of its rule.
            if (trimmed.IndexOf(';') is > 0 and var semicolon && trimmed.IndexOf(':') is > 0 and var colon && colon < semicolon)
                Recipe(nameStart + semicolon + 1, end);
            return;
        }

        var comment = trimmed.IndexOf(" #", at, StringComparison.Ordinal);
        var value = trimmed[(at + 1)..(comment < 0 ? trimmed.Length : comment)];
        var valueStart = nameStart + at + 1 + (value.Length - value.TrimStart().Length);
        value = value.Trim();
        var name = trimmed[..nameEnd];
        if (!_variables.TryGetValue(name, out var values))
            _variables[name] = values = [];
        values.Add(appends ? new SourceScalar("$(+)", isPlain: false, valueStart, valueStart + value.Length) : new SourceScalar(value, isPlain: false, valueStart, valueStart + value.Length));
    }

    private void Recipe(int start, int end)
    {
        while (start < end && _text[start] is '@' or '-' or '+' or ' ' or '\t')
            start++;

        var (text, places) = (new StringBuilder(), new List<TextRange>());
        var holes = new Dictionary<int, Placeholder>();
        var raw = _text[..end];
        var hole = Find(raw, start);
        for (var i = start; i < end;)
        {
            if (hole is not null && i == hole.Start)
            {
                holes[text.Length] = hole with { Start = text.Length, End = text.Length + hole.End - hole.Start };
                for (; i < hole.End; i++)
                    Append(i, i + 1);
                hole = Find(raw, i);
                continue;
            }

            var length = _text[i] == '$' && i + 1 < end && _text[i + 1] == '$' ? 2 : 1;
            Append(i, i + length);
            i += length;

            // A line that continues another may start with a tab as well.
            if (_text[i - 1] == '\n' && i < end && _text[i] == '\t')
                i++;
        }

        Recipes.Add(new ScriptText(text.ToString(), i => places[i]) { Holes = holes });

        void Append(int from, int to)
        {
            text.Append(_text[from]);
            places.Add(new TextRange(from, to));
        }
    }
}
