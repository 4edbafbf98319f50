using System.Text;

namespace Plimsoll.Git;

/// <summary>The <c>packed-refs</c> file (gitrepository-layout, pack-refs): one line a reference, below it the peeled id of an annotated tag.</summary>
internal static class PackedReferences
{
    /// <summary>Reads the references of one kind, in their order. Nothing is made of the others: there may be thousands.</summary>
    /// <param name="file">The file.</param>
    /// <param name="prefix">What their names begin with.</param>
    /// <param name="peels">Whether the peeled id is wanted where there is one.</param>
    /// <returns>Each reference by its name without the prefix, with the id it leads to, which nobody has looked at.</returns>
    public static List<(string Name, string Target)> Read(ReadOnlySpan<byte> file, string prefix, bool peels = true)
    {
        var found = new List<(string Name, string Target)>();
        var start = Encoding.UTF8.GetBytes($" {prefix}");
        var isLast = false;
        while (file.Length > 0)
        {
            var end = file.IndexOf((byte)'\n');
            var line = end < 0 ? file : file[..end];
            file = end < 0 ? [] : file[(end + 1)..];
            if (line is [(byte)'^', ..])
            {
                if (isLast && peels)
                    found[^1] = found[^1] with { Target = Text(line[1..]) };
                isLast = false;
                continue;
            }

            var space = line.IndexOf((byte)' ');
            isLast = space > 0 && line[0] != '#' && line[space..].StartsWith(start);
            if (isLast)
                found.Add((Text(line[(space + start.Length)..]), Text(line[..space])));
        }

        return found;
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).Trim();
}
