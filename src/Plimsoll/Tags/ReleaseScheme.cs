using Plimsoll.Versioning;

namespace Plimsoll.Tags;

/// <summary>What counts as a release among git's and the registry's tags, by the rules that are in force.</summary>
internal sealed class ReleaseScheme
{
    private readonly string? _tagPrefix;
    private readonly bool _isSemantic;
    private readonly bool _isPython;
    private readonly List<CalendarVersionStrategy> _calendars;
    private readonly List<(string Prefix, string Suffix)> _affixes;

    public ReleaseScheme(IReadOnlyList<TagStrategy> strategies, string? tagPrefix)
    {
        _tagPrefix = tagPrefix;
        var versions = strategies.Where(strategy => strategy.Name is StrategyNames.SemanticVersion or StrategyNames.Pep440).ToList();
        _isPython = versions.Any(strategy => strategy.Name == StrategyNames.Pep440);
        _isSemantic = !_isPython || versions.Any(strategy => strategy.Name == StrategyNames.SemanticVersion);
        _calendars = [.. strategies.OfType<CalendarVersionStrategy>()];
        _affixes = [.. versions.Select(strategy => (strategy.Prefix, strategy.Suffix)).Append(("", "")).Distinct()];
    }

    /// <summary>The releases among git tags, highest first.</summary>
    public IReadOnlyList<ReleaseTag> InGit(IEnumerable<string> tags) => Among(tags.Select(tag => (tag, tag)), _tagPrefix);

    /// <summary>The releases among the tags of an image: with the prefixes and suffixes of the rules, and without.</summary>
    public IReadOnlyList<ReleaseTag> InRegistry(IEnumerable<string> tags) =>
        Among(tags.Where(tag => !_calendars.Any(calendar => calendar.IsOwn(tag))).SelectMany(WithoutAffixes), prefix: null);

    private IEnumerable<(string Name, string Text)> WithoutAffixes(string tag)
    {
        foreach (var (prefix, suffix) in _affixes)
            if (tag.Length > prefix.Length + suffix.Length && tag.StartsWith(prefix, StringComparison.Ordinal) && tag.EndsWith(suffix, StringComparison.Ordinal))
                yield return (tag, tag[prefix.Length..(tag.Length - suffix.Length)]);
    }

    private List<ReleaseTag> Among(IEnumerable<(string Name, string Text)> tags, string? prefix) =>
    [
        .. tags
            .Select(tag => (Semantic(tag.Text, prefix) ?? Python(tag.Text, prefix)) is { } release ? release with { Name = tag.Name } : null)
            .OfType<ReleaseTag>()
            .OrderByDescending(tag => tag.Version, SemanticVersionOrder.Instance)
            .ThenBy(tag => tag.Name, StringComparer.Ordinal),
    ];

    private ReleaseTag? Semantic(string text, string? prefix) => _isSemantic && ReleaseTag.TryParse(text, prefix, out var release) ? release : null;

    private ReleaseTag? Python(string text, string? prefix) => _isPython && Pep440Strategy.TryParse(text, prefix, out var release) ? release : null;
}
