using System.Globalization;

namespace Plimsoll.Tags.Strategies;

/// <summary>Counts up the number in tags such as <c>2026-05-19.2</c> from those that exist.</summary>
/// <param name="known">The tags that exist.</param>
/// <param name="before">The text before the number.</param>
/// <param name="after">The text after it.</param>
internal sealed class TagCounter(KnownTags known, string before, string after)
{
    /// <summary>Where the number comes from; set by <see cref="Next"/>.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>One more than the highest number, or <paramref name="first"/>.</summary>
    public long Next(long first)
    {
        var registry = Highest(known.Registry);
        var receipts = Highest(known.Receipts);
        var highest = Math.Max(registry ?? -1, receipts ?? -1);
        Reason = highest >= 0 ? $"{before}{highest}{after} is in {(registry == highest ? "the registry" : "a receipt")}"
            : known.Registry is not null ? "the first in the registry"
            : known.Receipts is not null ? "the first in the receipts"
            : "the first; neither registry nor receipts were read";
        return highest >= 0 ? highest + 1 : first;
    }

    private long? Highest(IReadOnlyCollection<string>? tags) => tags?
        .Where(tag => tag.Length > before.Length + after.Length && tag.StartsWith(before, StringComparison.Ordinal) && tag.EndsWith(after, StringComparison.Ordinal))
        .Select(tag => long.TryParse(tag.AsSpan(before.Length, tag.Length - before.Length - after.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < long.MaxValue ? number : (long?)null)
        .Max();
}
