using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Strategies;

/// <summary>What counts as a release among git's and the registry's tags, by the rules that are in force.</summary>
internal sealed class ReleaseScheme
{
    private readonly string? _tagPrefix;
    private readonly bool _isSemantic;
    private readonly bool _isPython;
    private readonly IgnoredTags _ignored;
    private readonly IReadOnlyList<TagStrategy> _strategies;
    private readonly List<(string Prefix, string Suffix)> _affixes;

    /// <param name="chosen">The rules that count.</param>
    /// <param name="rules">All rules: what a release is does not depend on which tags are asked for.</param>
    public ReleaseScheme(IReadOnlyList<TagStrategy> chosen, TagRules rules)
    {
        _tagPrefix = rules.TagPrefix;
        _ignored = new IgnoredTags(rules.IgnoreTags);
        _strategies = [.. chosen.Union(rules.Strategies)];
        var versions = chosen.Where(IsOfVersions).ToList();
        if (versions.Count == 0)
            versions = [.. rules.Strategies.Where(IsOfVersions)];
        _isPython = versions.Any(strategy => strategy.Name == StrategyNames.Pep440);
        _isSemantic = !_isPython || versions.Any(strategy => strategy.Name == StrategyNames.SemanticVersion);
        _affixes = [.. _strategies.Where(strategy => IsOfVersions(strategy) || strategy.Name == StrategyNames.Match).Select(strategy => strategy.VersionAffixes).Append(("", "")).Distinct()];
    }

    /// <summary>The releases among git tags, highest first.</summary>
    public IReadOnlyList<ReleaseTag> InGit(IEnumerable<string> tags) => Among(tags.Select(tag => (tag, tag)), text => ReleaseTag.TryParse(text, _tagPrefix, out var release) ? release : null, _tagPrefix);

    /// <summary>The releases among the tags of an image: with the prefixes and suffixes of the rules, and without.</summary>
    public IReadOnlyList<ReleaseTag> InRegistry(IEnumerable<string> tags) =>
        Among(tags.Where(tag => !_strategies.Any(strategy => strategy.IsTimestamp(tag))).SelectMany(WithoutAffixes), WithUnderscore, pythonPrefix: null);

    private IEnumerable<(string Name, string Text)> WithoutAffixes(string tag)
    {
        foreach (var (prefix, suffix) in _affixes)
            if (tag.Length > prefix.Length + suffix.Length && tag.StartsWith(prefix, StringComparison.Ordinal) && tag.EndsWith(suffix, StringComparison.Ordinal))
                yield return (tag, tag[prefix.Length..(tag.Length - suffix.Length)]);
    }

    private List<ReleaseTag> Among(IEnumerable<(string Name, string Text)> tags, Func<string, ReleaseTag?> parse, string? pythonPrefix) =>
    [
        .. tags
            .Where(tag => !_ignored.Contains(tag.Name) && !_ignored.Contains(tag.Text))
            .Select(tag => ((_isSemantic ? parse(tag.Text) : null) ?? Python(tag.Text, pythonPrefix)) is { } release ? release with { Name = tag.Name } : null)
            .OfType<ReleaseTag>()
            .OrderDescending(ReleaseOrder.Instance)
            .ThenByDescending(tag => tag.Text, NaturalOrder.Instance)
            .ThenBy(tag => tag.Name, StringComparer.Ordinal),
    ];

    private static bool IsOfVersions(TagStrategy strategy) => strategy.Name is StrategyNames.SemanticVersion or StrategyNames.Pep440;

    /// <summary>A tag of an image, where the <c>+</c> of build metadata is an underscore; in git <c>v1.2.3_4</c> is not a version.</summary>
    private static ReleaseTag? WithUnderscore(string text) =>
        ReleaseTag.TryParse(text, null, out var release) || (text.Contains('_', StringComparison.Ordinal) && ReleaseTag.TryParse(text.Replace('_', '+'), null, out release)) ? release : null;

    private ReleaseTag? Python(string text, string? prefix) => _isPython && Pep440Strategy.TryParse(text, prefix, out var release) ? release : null;
}
