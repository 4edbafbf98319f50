using System.Text;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Cli.Output;

/// <summary>
/// A unified diff as <c>git apply</c> takes it, of two texts that differ in few places: lines are never moved. A text that
/// was empty is a new file. Each line has its line end; that of the file, a carriage return included.
/// </summary>
internal static class LineDiff
{
    private const int Context = 3;

    private readonly record struct Change(int Old, int Removed, int Now, int Added);

    /// <summary>The lines of the diff. Text that a terminal or a CI host would act on is made visible; then it no longer applies.</summary>
    public static IEnumerable<string> Create(string path, string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        yield return before.Length == 0 ? "--- /dev/null\n" : $"--- {Name("a/" + path)}\n";
        yield return $"+++ {Name("b/" + path)}\n";
        var changes = Changes(old, now);
        for (int first = 0, next; first < changes.Count; first = next)
        {
            for (next = first + 1; next < changes.Count && changes[next].Old - (changes[next - 1].Old + changes[next - 1].Removed) <= 2 * Context;)
                next++;
            foreach (var line in Hunk(old, now, changes[first..next]))
                yield return line;
        }
    }

    private static IEnumerable<string> Hunk(string[] old, string[] now, List<Change> changes)
    {
        var (first, last) = (changes[0], changes[^1]);
        var before = Math.Min(Context, first.Old);
        var after = Math.Min(Context, old.Length - (last.Old + last.Removed));
        var (oldStart, nowStart) = (first.Old - before, first.Now - before);
        var (oldEnd, nowEnd) = (last.Old + last.Removed + after, last.Now + last.Added + after);
        yield return $"@@ -{Range(oldStart, oldEnd - oldStart)} +{Range(nowStart, nowEnd - nowStart)} @@\n";
        var position = oldStart;
        foreach (var change in changes)
        {
            for (; position < change.Old; position++)
                yield return Line(' ', old[position]);
            for (; position < change.Old + change.Removed; position++)
                yield return Line('-', old[position]);
            for (var added = 0; added < change.Added; added++)
                yield return Line('+', now[change.Now + added]);
        }

        for (; position < oldEnd; position++)
            yield return Line(' ', old[position]);
    }

    private static List<Change> Changes(string[] old, string[] now)
    {
        var changes = new List<Change>();
        for (int i = 0, j = 0; i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }

            var (removed, added) = Length(old, i, now, j);
            changes.Add(new Change(i, removed, j, added));
            (i, j) = (i + removed, j + added);
        }

        return changes;
    }

    /// <summary>How many lines differ until both texts are the same again: as few as can be.</summary>
    private static (int Removed, int Added) Length(string[] old, int i, string[] now, int j)
    {
        for (var count = 1; ; count++)
            for (var removed = 0; removed <= count; removed++)
                if (IsSame(old, i + removed, now, j + count - removed))
                    return (Math.Min(removed, old.Length - i), Math.Min(count - removed, now.Length - j));
    }

    private static bool IsSame(string[] old, int i, string[] now, int j) =>
        i >= old.Length || j >= now.Length ? i >= old.Length && j >= now.Length : old[i] == now[j];

    private static string Range(int start, int count) => count == 1 ? $"{start + 1}" : $"{(count == 0 ? start : start + 1)},{count}";

    /// <summary>The lines, each with its line feed; the last may have none.</summary>
    private static string[] Lines(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
            lines[i] += '\n';
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    private static string Line(char sign, string line)
    {
        var hasEnd = line.EndsWith('\n');
        var end = line.EndsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var content = hasEnd ? line[..^end.Length] : line;

        if (content.StartsWith('\uFEFF'))
            return $"{sign}\uFEFF{Line(sign, line[1..])[1..]}";

        // A tab is harmless, and a patch without it would not apply.
        content = string.Join('\t', content.Split('\t').Select((part, i) => i == 0 ? LogText.Neutralize(sign + part) : LogText.Neutralize("." + part)[1..]));
        return content + end + (hasEnd ? "" : "\\ No newline at end of file\n");
    }

    /// <summary>A file's name, in quotes and with octal escapes where git writes it so: with control characters, quotes or backslashes.</summary>
    private static string Name(string path)
    {
        if (LogText.Neutralize(path) == path && !path.AsSpan().ContainsAny('"', '\\'))
            return path.Contains(' ') ? path + "\t" : path;

        var quoted = new StringBuilder("\"");
        foreach (var value in Encoding.UTF8.GetBytes(path))
            quoted.Append(value is >= 0x20 and < 0x7F and not ((byte)'"' or (byte)'\\' or (byte)'#') ? ((char)value).ToString() : "\\" + Convert.ToString(value, 8).PadLeft(3, '0'));
        return quoted.Append('"').ToString();
    }
}
