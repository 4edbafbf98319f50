namespace Plimsoll.Cli.Output;

/// <summary>
/// A unified diff (the format of POSIX <c>diff -u</c>) without context of two texts that differ within lines and in added lines
/// only, as pinning makes them: lines are never moved.
/// </summary>
internal static class LineDiff
{
    /// <summary>How far behind a differing line its next equal one is looked for.</summary>
    private const int MostAdded = 16;

    public static IEnumerable<string> Of(string path, string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        yield return $"--- {path}";
        yield return $"+++ {path}";
        for (int i = 0, j = 0; i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }

            var (removed, added) = Hunk(old, i, now, j);
            yield return $"@@ -{Range(i, removed)} +{Range(j, added)} @@";
            for (var k = 0; k < removed; k++)
                yield return "-" + old[i + k].TrimEnd('\r');
            for (var k = 0; k < added; k++)
                yield return "+" + now[j + k].TrimEnd('\r');
            (i, j) = (i + removed, j + added);
        }
    }

    /// <summary>How many lines differ until both texts are the same again.</summary>
    private static (int Removed, int Added) Hunk(string[] old, int i, string[] now, int j)
    {
        for (var removed = 0; ; removed++)
            for (var added = removed; added <= removed + MostAdded; added++)
                if (removed + added > 0 && IsSame(old, i + removed, now, j + added))
                    return (Math.Min(removed, old.Length - i), Math.Min(added, now.Length - j));
    }

    private static bool IsSame(string[] old, int i, string[] now, int j) =>
        i >= old.Length || j >= now.Length ? i >= old.Length && j >= now.Length : old[i] == now[j];

    private static string Range(int start, int count) => count == 1 ? $"{start + 1}" : $"{(count == 0 ? start : start + 1)},{count}";
}
