namespace Plimsoll.Publishing.Configuration;

/// <summary>Guesses what somebody meant who mistyped a name.</summary>
internal static class Spelling
{
    /// <summary>The candidate nearest to <paramref name="text"/>, or <c>null</c> where none is near enough to be meant.</summary>
    public static string? Nearest(string text, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(candidate => (candidate, distance: EditDistance.Compute(text.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.candidate is not null && best.distance <= Math.Max(1, best.candidate.Length / 3) ? best.candidate : null;
    }

    /// <summary>A sentence that names the nearest candidate, else all of them.</summary>
    public static string Advice(string text, IReadOnlyCollection<string> candidates) =>
        Nearest(text, candidates) is { } nearest ? $"Did you mean '{nearest}'?" : $"Known: {string.Join(", ", candidates)}.";
}
