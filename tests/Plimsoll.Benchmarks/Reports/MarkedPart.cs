namespace Plimsoll.Benchmarks.Reports;

/// <summary>The part of a page that the benchmarks write: from one comment to another.</summary>
internal static class MarkedPart
{
    private const string Begin = "<!-- measurements: written by ./build.sh Benchmark -->\n";
    private const string End = "<!-- end of measurements -->";

    /// <summary>Replaces what is between the comments.</summary>
    /// <exception cref="ArgumentException">The page has not both of them, in order.</exception>
    public static string Replace(string page, string content)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? $"{page[..(begin + Begin.Length)]}\n{content.Trim('\n')}\n\n{page[end..]}"
            : throw new ArgumentException($"The page has no line '{Begin.TrimEnd()}' with a line '{End}' after it.", nameof(page));
    }
}
