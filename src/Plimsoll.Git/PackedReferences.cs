namespace Plimsoll.Git;

/// <summary>The <c>packed-refs</c> file (gitrepository-layout, pack-refs): one line a reference, below it the peeled id of an annotated tag.</summary>
internal static class PackedReferences
{
    /// <returns>Each reference with the id it leads to, peeled where the file says so.</returns>
    public static IEnumerable<(string Reference, string Target)> Read(IEnumerable<string> lines)
    {
        (string Reference, string Target)? current = null;
        foreach (var line in lines)
        {
            if (line.StartsWith('^'))
            {
                if (current is { } annotated)
                    yield return annotated with { Target = line[1..].Trim() };
                current = null;
                continue;
            }
            if (current is { } complete)
                yield return complete;
            current = line.IndexOf(' ') is > 0 and var space && line[0] != '#' ? (line[(space + 1)..].Trim(), line[..space]) : null;
        }
        if (current is { } last)
            yield return last;
    }
}
