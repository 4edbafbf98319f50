using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Plimsoll.Oci.Images;
using Plimsoll.Tags;
using Plimsoll.Tags.Strategies;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Publishing.Retention;

/// <summary>
/// Tells by the text of a tag what kind it is, with the prefixes and suffixes of the strategies in <c>plimsoll.yml</c>. In doubt it
/// is of a kind that is never deleted.
/// </summary>
internal sealed partial class TagReader
{
    private const string DirtyMark = "-dirty";
    private const int LeastDigits = 7;

    private readonly HashSet<string> _environmentTags;
    private readonly HashSet<string> _gitTags;
    private readonly string? _tagPrefix;
    private readonly IReadOnlyList<string> _branchTags;
    private readonly IReadOnlyList<TagStrategy> _strategies;
    private readonly List<(string Prefix, string Suffix)> _versionForms;

    /// <param name="rules">How tags are derived.</param>
    /// <param name="environmentTags">The tags of environments.</param>
    /// <param name="gitTags">The tags of the git repository; none where there is none.</param>
    /// <param name="branchTags">Patterns of tags that are said to be those of branches.</param>
    public TagReader(TagRules rules, IEnumerable<string> environmentTags, IEnumerable<string> gitTags, IReadOnlyList<string> branchTags)
    {
        _environmentTags = [.. environmentTags];
        _gitTags = [.. gitTags];
        _tagPrefix = rules.TagPrefix;
        _branchTags = branchTags;

        // A strategy that is not configured may have been; its default form still tells what a tag is.
        TagStrategy[] defaults = [new GitShaStrategy(), new DateStrategy(), new DateStrategy { Counter = true }, new PullRequestStrategy()];
        _strategies = [.. rules.Strategies, .. defaults];
        _versionForms = [.. rules.Strategies
            .Where(strategy => strategy.Name is StrategyNames.SemanticVersion or StrategyNames.Pep440 or StrategyNames.Latest or StrategyNames.Match)
            .Select(strategy => strategy.VersionAffixes)
            .Append((Prefix: "", Suffix: ""))
            .Distinct()
            .OrderByDescending(form => form.Prefix.Length + form.Suffix.Length)];
    }

    /// <summary>Reads a tag. A branch is recognised by its prefix or suffix only, or where a pattern says so.</summary>
    public ReadTag Read(string tag)
    {
        if (FindSubject(tag) is { } subject)
            return new ReadTag(TagKind.Referrer) { Subject = subject };
        if (_environmentTags.Contains(tag))
            return new ReadTag(TagKind.Environment);

        var versions = _versionForms.Select(form => (Form: form, Text: Without(tag, form))).Where(found => found.Text is not null).ToList();
        if (versions.Find(found => IsGitTag(found.Text!)) is { Text: { } released } tagged)
            return Version(released, tagged.Form, isKnown: true);
        if (Find<TagStrategy>(tag, (strategy, _) => strategy is not DateStrategy && strategy.IsTimestamp(tag)) is not null)
            return new ReadTag(TagKind.Release);
        if (Find<DateStrategy>(tag, (strategy, _) => strategy.IsTimestamp(tag)) is { } date)
            return date with { Kind = TagKind.Date };
        if (IsDirty(tag) is { } dirty)
            return dirty;
        if (versions.Find(found => ReleaseLines.IsReserved(found.Text!)) is { Text: not null })
            return new ReadTag(TagKind.Line);
        if (versions.Find(found => ThreeParts.IsMatch(found.Text!)) is { Text: { } version } found)
            return Version(version, found.Form, isKnown: false);
        if (Find<TagStrategy>(tag, (strategy, text) => strategy.Name == StrategyNames.PullRequest && text.All(char.IsAsciiDigit)) is { } pullRequest)
            return pullRequest with { Kind = TagKind.PullRequest };
        if (Find<TagStrategy>(tag, (strategy, text) => strategy.Name == StrategyNames.GitSha && IsCommit(text, strategy)) is { } commit)
            return commit with { Kind = TagKind.Sha };
        if (tag.StartsWith("sha-", StringComparison.Ordinal) && TagClassifier.Classify(tag) == Mutability.Immutable)
            return new ReadTag(TagKind.Sha, "sha-…", tag[4..]);
        if (_branchTags.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, tag, ignoreCase: false)))
            return new ReadTag(TagKind.Branch, Text: tag);
        if (Find<TagStrategy>(tag, (strategy, _) => strategy.Name == StrategyNames.Branch && strategy.Prefix.Length + strategy.Suffix.Length > 0) is { } branch)
            return branch with { Kind = TagKind.Branch };
        return new ReadTag(TagKind.Other, Text: tag);
    }

    /// <summary>The image that a tag of a list of referrers, or a tag of cosign, is about; <c>null</c> for any other tag.</summary>
    public static Digest? FindSubject(string tag) =>
        ReferrerTags.Match(tag) is { Success: true } match && Digest.TryParse($"{match.Groups[1].Value}:{match.Groups[2].Value}", out var subject) ? subject : null;

    private bool IsGitTag(string text) => _gitTags.Contains(text) || _gitTags.Contains("v" + text) || (_tagPrefix is not null && _gitTags.Contains(_tagPrefix + text));

    private ReadTag? Find<T>(string tag, Func<T, string, bool> isIts)
        where T : TagStrategy
    {
        foreach (var strategy in _strategies.OfType<T>())
            if (strategy.WithoutAffixes(tag) is { } text && isIts(strategy, text))
                return new ReadTag("", Group(strategy.Prefix, strategy.Suffix), text);
        return null;
    }

    private ReadTag? IsDirty(string tag) =>
        Find<TagStrategy>(tag, (strategy, text) => strategy.Name == StrategyNames.GitSha && text.EndsWith(DirtyMark, StringComparison.Ordinal) && IsHexadecimal(text[..^DirtyMark.Length])) is { } dirty
            ? dirty with { Kind = TagKind.Dirty }
            : null;

    /// <summary>A version with something behind a dash may be a variant of a release, <c>2.1.0-alpine</c>: only what says so is a prerelease.</summary>
    private static ReadTag Version(string text, (string Prefix, string Suffix) form, bool isKnown)
    {
        var bare = text.TrimStart('v', 'V').Replace('_', '+');
        var isPrerelease = SemanticVersion.TryParse(bare, out var version)
            ? version.IsPrerelease && (isKnown || PrereleaseWords.IsMatch(string.Join('.', version.ReleaseLabels)))
            : Pep440Version.TryParse(bare, out var python) && python.IsPrerelease;
        return new ReadTag(isPrerelease ? TagKind.Prerelease : TagKind.Release, Group(form.Prefix, form.Suffix), text);
    }

    private static string? Without(string tag, (string Prefix, string Suffix) form) =>
        tag.Length > form.Prefix.Length + form.Suffix.Length && tag.StartsWith(form.Prefix, StringComparison.Ordinal) && tag.EndsWith(form.Suffix, StringComparison.Ordinal)
            ? tag[form.Prefix.Length..(tag.Length - form.Suffix.Length)]
            : null;

    /// <summary>Digits alone may be a number of something, unless a prefix or suffix says that they are a commit.</summary>
    private static bool IsCommit(string text, TagStrategy strategy) =>
        IsHexadecimal(text) && (text.AsSpan().ContainsAnyInRange('a', 'f') || strategy.Prefix.Length + strategy.Suffix.Length > 0);

    private static bool IsHexadecimal(string text) => text.Length is >= LeastDigits and <= GitShaStrategy.WholeId && text.All(char.IsAsciiHexDigitLower);

    private static string Group(string prefix, string suffix) => prefix.Length + suffix.Length == 0 ? "" : $"{prefix}…{suffix}";

    [GeneratedRegex(@"\A(sha256|sha512)-([0-9a-f]{64,128})(?:\.(?:sig|att|sbom))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ReferrerTags { get; }

    [GeneratedRegex(@"\A[vV]?[0-9]+\.[0-9]+\.[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex ThreeParts { get; }

    /// <summary>A word that images have variants of too, such as <c>dev</c>, needs a number behind it.</summary>
    [GeneratedRegex(@"\A(?:(?:alpha|beta|rc|pre|preview|prerelease|snapshot|canary|nightly|milestone)[0-9]*(?:[.-]|\z)|(?:a|b|c|m|dev|next|ci)[.-]?[0-9]+(?:[.-]|\z))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PrereleaseWords { get; }
}
