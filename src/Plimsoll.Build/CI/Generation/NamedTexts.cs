using System.Text;

namespace Plimsoll.Build.CI.Generation;

/// <summary>
/// Names with values, each pair in one text of an attribute: <c>NAME: value</c>. As in NUKE, which copies the texts into the file, a value may be
/// quoted as in YAML, and one of several lines stands in the texts behind <c>NAME: |</c>, indented.
/// </summary>
internal static class NamedTexts
{
    /// <summary>Whether it can be the name of a variable, a secret or an input.</summary>
    public static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name[0] != '-' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    /// <exception cref="BuildException">A text is not one, or a name is there twice (exit code 2).</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(IEnumerable<string> texts, string property)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        var rest = new Queue<string>(texts.SelectMany(Lines));
        while (rest.TryDequeue(out var text))
        {
            if (text.Split(':', 2) is not [var name, var value] || !IsIdentifier(name.Trim()))
                throw BuildException.Usage($"{property} has '{text}', which is not NAME: value.", "Write a name, a colon and the value: \"DOTNET_NOLOGO: 1\".");
            if (IsBlock(value) && TakeBlock(rest) is { Count: > 0 } block)
                value = Join(block, value.Trim());
            else
                value = Unquote(value.Trim());
            pairs.Add(KeyValuePair.Create(name.Trim(), value));
        }

        return pairs.GroupBy(pair => pair.Key).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw BuildException.Usage($"{property} has {twice.Key} twice.", "Leave one.")
            : pairs;
    }

    /// <summary>The lines of a text that has a whole block; of any other, line breaks are a part of the value.</summary>
    private static string[] Lines(string text) =>
        text.ReplaceLineEndings("\n").Split('\n') is [var first, _, ..] lines && first.Split(':', 2) is [_, var value] && IsBlock(value) ? lines : [text];

    private static bool IsBlock(string value) => value.Trim() is "|" or "|-" or "|+" or ">" or ">-" or ">+";

    private static List<string> TakeBlock(Queue<string> rest)
    {
        var lines = new List<string>();
        while (rest.TryPeek(out var next) && (next.Length == 0 || char.IsWhiteSpace(next[0])))
            lines.Add(rest.Dequeue());
        var indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return lines.ConvertAll(line => line.Length >= indent ? line[indent..] : "");
    }

    /// <summary>As YAML has it: <c>&gt;</c> folds lines, <c>-</c> leaves the last line break out, <c>+</c> keeps empty lines at the end.</summary>
    private static string Join(List<string> lines, string header)
    {
        var text = header[0] == '|' ? string.Join('\n', lines) : Fold(lines);
        return header[^1] switch
        {
            '-' => text.TrimEnd('\n'),
            '+' => text + "\n",
            _ => text.TrimEnd('\n') + "\n",
        };
    }

    /// <summary>Joins lines by spaces, but for those that are indented; an empty one between others is a line break.</summary>
    private static string Fold(List<string> lines)
    {
        var text = new StringBuilder();
        var last = "";
        var breaks = 0;
        foreach (var line in lines)
        {
            if (line.Length == 0)
            {
                breaks++;
                continue;
            }

            var kept = line[0] == ' ' || last.StartsWith(' ');
            if (last.Length > 0)
                text.Append(kept ? new string('\n', breaks + 1) : breaks > 0 ? new string('\n', breaks) : " ");
            text.Append(line);
            (last, breaks) = (line, 0);
        }

        return text.Append('\n', breaks).ToString();
    }

    private static string Unquote(string value)
    {
        if (value.Length < 2 || value[0] is not ('\'' or '"') || value[^1] != value[0])
            return value;
        var inner = value[1..^1];
        if (value[0] == '\'')
            return inner.Replace("''", "", StringComparison.Ordinal).Contains('\'') ? value : inner.Replace("''", "'", StringComparison.Ordinal);

        // Another escape is rare, and left as it was written.
        var plain = inner.Replace(@"\\", "", StringComparison.Ordinal).Replace("\\\"", "", StringComparison.Ordinal);
        return plain.Contains('"') || plain.Contains('\\') ? value : inner.Replace("\\\"", "\"", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal);
    }
}
