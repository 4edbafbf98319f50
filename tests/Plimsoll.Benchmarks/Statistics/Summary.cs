namespace Plimsoll.Benchmarks.Statistics;

/// <summary>What several measurements of one thing say together, in the unit of each.</summary>
/// <param name="Median">The middle one, or the mean of the two in the middle.</param>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
internal readonly record struct Summary(double Median, double Minimum, double Maximum)
{
    /// <summary>Summarises measurements.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Summary Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0)
            throw new ArgumentException("Nothing was measured.", nameof(values));
        var middle = sorted.Count / 2;
        var median = sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Summary(median, sorted[0], sorted[^1]);
    }
}
