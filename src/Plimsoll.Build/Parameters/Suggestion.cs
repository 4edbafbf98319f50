namespace Plimsoll.Build.Parameters;

/// <summary>What a mistyped name probably meant.</summary>
internal static class Suggestion
{
    /// <summary>Returns a question with the nearest candidate, or the other advice where none is near.</summary>
    public static string Advice(string text, IEnumerable<string> candidates, string otherwise) =>
        Nearest(text, candidates) is { } nearest ? $"Did you mean {nearest}? {otherwise}" : otherwise;

    private static string? Nearest(string text, IEnumerable<string> candidates)
    {
        var key = ParameterName.Key(text);
        if (key.Length == 0)
            return null;
        var ranked = candidates
            .Select(c => (Candidate: c, Key: ParameterName.Key(c)))
            .Select(c => (c.Candidate, Distance: c.Key.StartsWith(key, StringComparison.Ordinal) && key.Length > 1 ? 1 : Distance(key, c.Key)))
            .Where(c => c.Distance <= Math.Max(1, key.Length / 3))
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Candidate, StringComparer.Ordinal);
        return ranked.Select(c => c.Candidate).FirstOrDefault();
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that lead from one to the other.</summary>
    private static int Distance(string a, string b)
    {
        var distance = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distance[i, j] = i + j;
                    continue;
                }

                var replace = distance[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                distance[i, j] = Math.Min(replace, 1 + Math.Min(distance[i - 1, j], distance[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
            }

        return distance[a.Length, b.Length];
    }
}
