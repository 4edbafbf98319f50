using System.IO.Enumeration;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Configuration;

/// <summary>Which tags of a repository are mirrored. A tag must meet everything that is given; with nothing given, every tag does.</summary>
public sealed record TagSelection
{
    /// <summary>The versions, or <c>null</c>. Tags that say no version are not in any range.</summary>
    public VersionRange? Versions { get; init; }

    /// <summary>
    /// How many of the tags that meet the rest are taken, the highest versions first: all variants of a version count as one. Where no
    /// tag says a version, the last names in natural order are taken. The default is <c>null</c>: all.
    /// </summary>
    public int? Newest { get; init; }

    /// <summary>Patterns with <c>*</c> and <c>?</c> of which a tag must match one. The default is none: every tag matches.</summary>
    public IReadOnlyList<string> Match { get; init; } = [];

    /// <summary>Patterns of which a tag must match none. The default is none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>The greatest age of the image, by its own account, or <c>null</c>. It limits what the rest leaves. An image that does not say when it was made counts as new.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>The tags that are selected by what they are called; their age is not looked at.</summary>
    /// <returns>The tags, those that are listed first for <see cref="Newest"/> first, else by name.</returns>
    internal IReadOnlyList<string> Select(IEnumerable<string> tags)
    {
        var candidates = tags.Distinct(StringComparer.Ordinal).Where(IsNamed).Select(tag => (Tag: tag, Version: VersionTag.TryParse(tag, out var version) ? version.ReleasedVersion : null)).ToList();
        if (Versions is { } range)
            candidates.RemoveAll(candidate => candidate.Version is null || !range.Contains(candidate.Version));
        if (Newest is not { } count)
            return [.. candidates.Select(candidate => candidate.Tag).Order(StringComparer.Ordinal)];

        if (candidates.TrueForAll(candidate => candidate.Version is null))
            return [.. candidates.Select(candidate => candidate.Tag).OrderDescending(NaturalOrder.Instance).Take(count)];

        return
        [
            .. candidates
                .GroupBy(candidate => candidate.Version?.ToNormalizedString())
                .Where(group => group.Key is not null)
                .OrderByDescending(group => group.First().Version!, SemanticVersionOrder.Instance)
                .Take(count)
                .SelectMany(group => group.Select(candidate => candidate.Tag).Order(StringComparer.Ordinal)),
        ];
    }

    private bool IsNamed(string tag) => (Match.Count == 0 || Matches(Match, tag)) && !Matches(Exclude, tag);

    private static bool Matches(IReadOnlyList<string> patterns, string tag) => patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, tag, ignoreCase: false));
}
