namespace Plimsoll.Policy.Pinning;

/// <summary>Whether what is to be written has been known for long enough.</summary>
internal static class PinAge
{
    /// <summary>Why it must not be written yet, as a sentence without its end; <c>null</c> where it may.</summary>
    /// <param name="what">What is written: <c>its digest sha256:…</c>.</param>
    /// <param name="seen">When it was first seen, or <c>null</c> where nothing tells it.</param>
    /// <param name="options">How old it must be.</param>
    public static string? FindProblem(string what, FirstSeen? seen, PinOptions options) =>
        seen is null ? $"{what} is not written, as nothing tells how old it is"
        : seen.At > options.Now - options.MinimumAge ? $"{what} is younger than {Format(options.MinimumAge)}: first seen {seen.At.UtcDateTime:yyyy-MM-dd} by {seen.Source}"
        : null;

    private static string Format(TimeSpan age) => age.Ticks % TimeSpan.TicksPerDay == 0 ? $"{age.TotalDays} day{(age.Days == 1 ? "" : "s")}" : $"{age.TotalHours} hours";
}
