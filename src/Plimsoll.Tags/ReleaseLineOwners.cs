using Plimsoll.Tags.Context;
using Plimsoll.Tags.Strategies;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags;

/// <summary>
/// Which release the tags that follow releases (<c>latest</c>, <c>2</c>, <c>2.1</c>) belong to, once the registry holds more
/// than when a plan was derived: publishers of different versions move them at the same time.
/// </summary>
internal sealed class ReleaseLineOwners : IReleaseLines
{
    private readonly BuildContext _context;
    private readonly TagRules _rules;
    private readonly KnownTags _known;
    private readonly List<TagStrategy> _strategies;
    private readonly ReleaseScheme _scheme;
    private readonly HashSet<string> _own;

    /// <summary>What stands before and behind the version in the tags of this release, the longest first.</summary>
    private readonly List<(string Prefix, string Suffix)> _affixes;

    /// <param name="context">What the plan was derived from.</param>
    /// <param name="rules">The rules that it was derived by.</param>
    /// <param name="known">The tags that were known then.</param>
    /// <param name="plan">The plan.</param>
    public ReleaseLineOwners(BuildContext context, TagRules rules, KnownTags known, TagPlan plan)
    {
        (_context, _rules, _known, _strategies) = (context, rules, known, [.. rules.Chosen()]);
        _scheme = new ReleaseScheme(_strategies, rules);
        _own = [.. plan.Tags.Where(tag => tag.Mutability == Mutability.Immutable).Select(tag => tag.Value)];
        _affixes = [.. _scheme.InRegistry(_own).Select(GetAffixes).OfType<(string Prefix, string Suffix)>().Distinct()
            .OrderByDescending(affix => affix.Prefix.Length + affix.Suffix.Length)];
    }

    /// <summary>Whether a tag of the plan follows releases, of which this build is one.</summary>
    public bool Contains(Tag tag) => tag.Mutability == Mutability.Moving && FindLine(tag.Value) is not null;

    /// <summary>The tag of the highest release of a line that is higher than the one that is built, or <c>null</c>.</summary>
    /// <param name="tag">A tag of the plan.</param>
    /// <param name="registry">The tags that the registry has now.</param>
    public string? FindHigher(string tag, IReadOnlyCollection<string> registry)
    {
        if (FindLine(tag) is not { } line)
            return null;

        var names = Among(line, registry).Select(release => release.Name).ToHashSet(StringComparer.Ordinal);
        var lines = new TagDerivation(_context, _rules, _strategies, _known with { Registry = registry }).Lines;
        return lines.FindHigher(release => names.Contains(release.Name))?.Name;
    }

    /// <summary>The tags of the other releases of a line, highest first.</summary>
    /// <param name="tag">A tag of the plan.</param>
    /// <param name="registry">The tags that the registry has now.</param>
    public IReadOnlyList<string> FindOthers(string tag, IReadOnlyCollection<string> registry) =>
        FindLine(tag) is { } line ? [.. Among(line, registry).Select(release => release.Name).Distinct()] : [];

    /// <summary>
    /// The tag of the highest other release of a line where it was published since the plan was derived; <c>null</c> where the
    /// highest was there before, and the line may have been moved back from it on purpose.
    /// </summary>
    /// <param name="tag">A tag of the plan.</param>
    /// <param name="registry">The tags that the registry has now.</param>
    public string? FindNewest(string tag, IReadOnlyCollection<string> registry) =>
        FindOthers(tag, registry) is [var highest, ..] && _known.Registry?.Contains(highest) != true ? highest : null;

    private IEnumerable<ReleaseTag> Among(Line line, IEnumerable<string> registry) =>
        _scheme.InRegistry(registry.Where(tag => !_own.Contains(tag))).Where(release => release.IsStable && line.Contains(release));

    /// <summary>The line that a tag is of, with what stands before and behind the version in the tags of its releases.</summary>
    private Line? FindLine(string tag)
    {
        foreach (var (prefix, suffix) in _affixes)
            if (tag.Length > prefix.Length + suffix.Length && tag.StartsWith(prefix, StringComparison.Ordinal) && tag.EndsWith(suffix, StringComparison.Ordinal)
                && tag[prefix.Length..(tag.Length - suffix.Length)] is var text)
            {
                if (ReleaseLines.IsLatest(text))
                    return new Line(null, prefix, suffix);
                if (VersionLine.TryParse(text, out var line))
                    return new Line(line, prefix, suffix);
            }

        // Versions may have a suffix that 'latest' has not.
        return ReleaseLines.IsLatest(tag) && _affixes is [.., var shortest] ? new Line(null, shortest.Prefix, shortest.Suffix) : null;
    }

    private static (string Prefix, string Suffix)? GetAffixes(ReleaseTag release) =>
        release.Name.IndexOf(ToTag(release.Text), StringComparison.Ordinal) is >= 0 and var start
            ? (release.Name[..start], release.Name[(start + release.Text.Length)..])
            : null;

    /// <summary>A tag has no plus sign.</summary>
    private static string ToTag(string version) => version.Replace('+', '_');

    private sealed record Line(VersionLine? Numbers, string Prefix, string Suffix)
    {
        public bool Contains(ReleaseTag release) =>
            release.Name == Prefix + ToTag(release.Text) + Suffix && (Numbers is null || Numbers.Contains(release.Version));
    }
}
