using System.Text.RegularExpressions;
using CsCheck;

namespace Plimsoll.Testing.Hostile;

/// <summary>One change of a text of lines, such as YAML, TOML, HCL, a Dockerfile or a script, at one of its words or lines.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="At">Which word or line; from the start again where there are fewer.</param>
/// <param name="Text">What is put in.</param>
public sealed partial record LineEdit(LineEditKind Kind, int At, string Text)
{
    private static readonly string[] Grammar =
    [
        "&a", "*a", "*undefined", "<<: *a", "&a [*a, *a]", "!!binary x", "!!python/object/apply:os.system [id]", "!<tag:x>", "!!set {a, b}", "!!timestamp 2020-99-99", "? [a, b]\n: c", "? ", "- - - -", "{a: b, a: c}", "[", "{", "]", "}", "{[", "|", ">", "|9", ">-\n  x", "---", "...",
        "%YAML 9.9", "%TAG ! x", "# ", "'", "\"", "\"\\ud800\"", "\"\\x\"", "~", ".inf", "-.nan", "0o777", "0xFFFFFFFFFFFFFFFFFF", "=", "@x", "`x`", "\t", "2020-01-01T00:00:00Z", "no", "1:1:1", "<<EOF", "<<-'E' <<F", "${", "${a${b${c}}}", "%{ if", "$${", "$((", "$(", "))", "\\", "\\\n", "/*", "*/", "'''", "\"\"\"", "[[a]]", "a.b.c = 1", "inf", "FROM", "ARG", "ONBUILD ONBUILD FROM x", "${a:-${a:-${a}}}", "if", "fi", "case", "esac", ";;", "function x() {", "!x", "**", "**/**/**/**", "[a-", "[!", "\\", "{a,b{c,d{e,", "re:(a+)+$", "a*a*a*a*a*a*a*a*b",
    ];

    private static readonly Gen<string> Texts = Gen.Frequency(
        (6, HostileText.OneOf(Grammar)),
        (4, HostileText.Any),
        (1, HostileText.OneOf(new string('[', 2000), new string('{', 2000), new string('(', 2000), string.Concat(Enumerable.Repeat("{a: ", 500)), string.Concat(Enumerable.Repeat("- ", 3000)), string.Concat(Enumerable.Repeat("${", 2000)), string.Concat(Enumerable.Repeat("$(", 2000)), new string('*', 5000), new string('\\', 5000), new string('!', 3000), string.Concat(Enumerable.Range(0, 400).Select(depth => new string(' ', depth) + "a:\n")))));

    [GeneratedRegex(@"[^\s:=,\[\]{}""']+", RegexOptions.CultureInvariant)]
    private static partial Regex Word { get; }

    /// <summary>Any change.</summary>
    public static Gen<LineEdit> Any { get; } = Gen.Select(Gen.Enum<LineEditKind>(), Gen.Int[0, 300], Texts, (kind, at, text) => new LineEdit(kind, at, text));

    /// <summary>Texts near to valid ones.</summary>
    /// <param name="corpus">Valid ones.</param>
    public static Gen<byte[]> Near(params string[] corpus) =>
        Gen.Select(Gen.Int[0, corpus.Length - 1], Any.Array[1, 4]).Select((index, edits) => HostileText.Encode(edits.Aggregate(corpus[index], (text, edit) => edit.Apply(text))));

    private string Apply(string text)
    {
        if (Kind is LineEditKind.ReplaceWord or LineEditKind.ExtendWord)
        {
            var words = Word.Matches(text);
            if (words.Count == 0)
                return text + Text;

            var word = words[At % words.Count];
            return string.Concat(text.AsSpan(0, word.Index), Kind == LineEditKind.ExtendWord ? word.Value : "", Text, text.AsSpan(word.Index + word.Length));
        }

        var lines = text.Split('\n').ToList();
        var line = At % lines.Count;
        switch (Kind)
        {
            case LineEditKind.InsertLine:
                lines.Insert(line, Text);
                break;
            case LineEditKind.RemoveLine:
                lines.RemoveAt(line);
                break;
            case LineEditKind.RepeatLine:
                lines.Insert(line, lines[line]);
                break;
            case LineEditKind.Indent:
                lines[line] = new string(At % 3 == 0 ? '\t' : ' ', At % 5) + lines[line];
                break;
            case LineEditKind.Outdent:
                lines[line] = lines[line].TrimStart();
                break;
            case LineEditKind.EndLine:
                lines[line] += Text;
                break;
            default:
                lines.RemoveRange(line, lines.Count - line);
                break;
        }

        return string.Join('\n', lines);
    }
}
