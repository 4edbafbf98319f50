namespace Plimsoll.Benchmarks.Statistics;

/// <summary>
/// Two things that were measured in turns. What disturbs a machine for a while disturbs both measurements of a turn, so the
/// ratio is taken in each turn, and the median of those.
/// </summary>
internal static class PairedRatio
{
    /// <summary>Summarises the ratios of the turns.</summary>
    /// <param name="values">What was measured of the one, in order of turns.</param>
    /// <param name="others">What was measured of the other, in the same turns.</param>
    /// <returns><c>null</c> where the other was 0, of which nothing is a multiple.</returns>
    /// <exception cref="ArgumentException">They have not as many turns.</exception>
    public static Summary? Of(IReadOnlyList<double> values, IReadOnlyList<double> others)
    {
        if (values.Count != others.Count)
            throw new ArgumentException($"{values.Count} measurements cannot be paired with {others.Count}.", nameof(others));
        return others.Any(other => other <= 0) ? null : Summary.Of(values.Zip(others, (value, other) => value / other));
    }
}
