namespace Plimsoll.Publishing;

/// <summary>Guesses what somebody meant who mistyped a name.</summary>
internal static class Spelling
{
    /// <summary>The candidate nearest to <paramref name="text"/>, else the only one that it begins; <c>null</c> where none is meant.</summary>
    public static string? Nearest(string text, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(candidate => (candidate, distance: EditDistance.Compute(text.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.candidate is not null && best.distance <= Math.Max(1, best.candidate.Length / 3) ? best.candidate : Completed(text, candidates);
    }

    /// <summary><c>production</c> of <c>prod</c>; two letters begin too much.</summary>
    private static string? Completed(string text, IEnumerable<string> candidates) =>
        text.Length > 2 && candidates.Where(candidate => candidate.StartsWith(text, StringComparison.OrdinalIgnoreCase)).Take(2).ToList() is [var only] ? only : null;

    /// <summary>A sentence that names the nearest candidate, else all of them.</summary>
    public static string Advice(string text, IReadOnlyCollection<string> candidates) =>
        Nearest(text, candidates) is { } nearest ? $"Did you mean '{nearest}'?" : $"Known: {string.Join(", ", candidates)}.";
}
