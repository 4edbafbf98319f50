namespace Plimsoll.Publishing.Configuration;

/// <summary>Guesses what somebody meant who mistyped a name.</summary>
public static class Spelling
{
    /// <summary>The candidate nearest to <paramref name="text"/>, or <c>null</c> where none is near enough to be meant.</summary>
    public static string? Nearest(string text, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(candidate => (candidate, distance: Distance(text.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.candidate is not null && best.distance <= Math.Max(1, best.candidate.Length / 3) ? best.candidate : null;
    }

    /// <summary>A sentence that names the nearest candidate, else all of them.</summary>
    public static string Advice(string text, IReadOnlyCollection<string> candidates) =>
        Nearest(text, candidates) is { } nearest ? $"Did you mean '{nearest}'?" : $"Known: {string.Join(", ", candidates)}.";

    /// <summary>Damerau-Levenshtein distance with adjacent transpositions.</summary>
    private static int Distance(string left, string right)
    {
        var previous2 = new int[right.Length + 1];
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var cost = left[row - 1] == right[column - 1] ? 0 : 1;
                current[column] = Math.Min(Math.Min(previous[column] + 1, current[column - 1] + 1), previous[column - 1] + cost);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                    current[column] = Math.Min(current[column], previous2[column - 2] + 1);
            }

            (previous2, previous) = (previous, current);
        }

        return previous[right.Length];
    }
}
