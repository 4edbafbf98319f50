using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Plimsoll.Tags.Versions;

/// <summary>A git tag that names a semantic version, with or without the prefix <c>v</c>.</summary>
/// <param name="Name">The tag as git has it.</param>
/// <param name="Version">The version it names.</param>
public sealed record ReleaseTag(string Name, SemanticVersion Version)
{
    /// <summary>The version as it is written: the default is that of SemVer.</summary>
    public string Text { get; init; } = Version.ToFullString();

    /// <summary>What goes before all numbers in the order of Python versions.</summary>
    internal BigInteger Epoch { get; init; }

    /// <summary>The numbers behind the third; what is not there is 0.</summary>
    internal IReadOnlyList<BigInteger> Further { get; init; } = [];

    /// <summary>The number of a post-release, counted from 1; 0 where it is none.</summary>
    internal BigInteger Post { get; init; }

    /// <summary>Whether its maker marked it as a prerelease, whatever its version says: a GitHub release can be.</summary>
    public bool IsMarkedPrerelease { get; init; }

    /// <summary>Whether it is not a prerelease.</summary>
    public bool IsStable => !Version.IsPrerelease && !IsMarkedPrerelease;

    /// <summary>Parses a tag such as <c>v2.1.0</c> or <c>2.1.0-rc.1</c>, strictly by SemVer 2.0.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out ReleaseTag? tag) => TryParse(name, prefix: null, out tag);

    /// <summary>Parses a tag of a component, such as <c>api-v2.1.0</c>.</summary>
    /// <param name="name">The tag.</param>
    /// <param name="prefix">The required prefix of the version, ignoring case; <c>null</c> means an optional <c>v</c>.</param>
    /// <param name="tag">The release.</param>
    public static bool TryParse(string name, string? prefix, [NotNullWhen(true)] out ReleaseTag? tag)
    {
        tag = RemovePrefix(name, prefix) is { } text && SemanticVersion.TryParse(text, out var version) ? new ReleaseTag(name, version) : null;
        return tag is not null;
    }

    /// <summary>The version's text after the prefix, or <c>null</c> if the tag does not have the prefix.</summary>
    /// <param name="name">The tag.</param>
    /// <param name="prefix">The prefix, ignoring case; <c>null</c> means an optional <c>v</c>.</param>
    public static string? RemovePrefix(string name, string? prefix) =>
        prefix is null ? (name.Length > 1 && name[0] is 'v' or 'V' ? name[1..] : name)
        : name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name[prefix.Length..]
        : null;

    /// <summary>The highest release among some git tags, or <c>null</c> where none is a release.</summary>
    /// <param name="names">The tags.</param>
    /// <param name="prefix">The prefix, ignoring case; <c>null</c> means an optional <c>v</c>.</param>
    /// <param name="ignored">Patterns of tags that are not releases: <see cref="TagRules.IgnoreTags"/>.</param>
    public static ReleaseTag? FindHighest(IEnumerable<string> names, string? prefix, IReadOnlyList<string> ignored) =>
        names.Where(name => !new IgnoredTags(ignored).Contains(name)).Select(name => TryParse(name, prefix, out var tag) ? tag : null).OfType<ReleaseTag>().MaxBy(tag => tag.Version, SemanticVersionOrder.Instance);

    /// <summary>The release tags among some names, highest version first.</summary>
    public static IReadOnlyList<ReleaseTag> Among(IEnumerable<string> names) =>
    [
        .. names
            .Select(name => TryParse(name, out var tag) ? tag : null)
            .OfType<ReleaseTag>()
            .OrderByDescending(tag => tag.Version, SemanticVersionOrder.Instance)
            .ThenBy(tag => tag.Name, StringComparer.Ordinal),
    ];
}
