namespace Plimsoll.Build.Parameters;

/// <summary>Suggestions for mistyped names.</summary>
internal static class Suggestion
{
    /// <summary>Returns a suggestion with the nearest candidate, followed by the other advice.</summary>
    public static string GetAdvice(string text, IEnumerable<string> candidates, string otherwise) =>
        Nearest(text, candidates) is { } nearest ? $"Did you mean {nearest}? {otherwise}" : otherwise;

    private static string? Nearest(string text, IEnumerable<string> candidates)
    {
        var key = ParameterName.GetKey(text);
        if (key.Length == 0)
            return null;
        var ranked = candidates
            .Select(c => (Candidate: c, Key: ParameterName.GetKey(c)))
            .Select(c => (c.Candidate, Distance: c.Key.StartsWith(key, StringComparison.Ordinal) && key.Length > 1 ? 1 : EditDistance.Compute(key, c.Key)))
            .Where(c => c.Distance <= Math.Max(1, key.Length / 3))
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Candidate, StringComparer.Ordinal);
        return ranked.Select(c => c.Candidate).FirstOrDefault();
    }
}
