namespace Plimsoll;

/// <summary>How far apart two spellings are. Linked into each assembly that suggests names, so that none depends on another for it.</summary>
internal static class EditDistance
{
    /// <summary>Counts insertions, deletions, replacements and swaps of neighbours (Damerau-Levenshtein, adjacent transpositions).</summary>
    public static int Compute(string left, string right)
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
