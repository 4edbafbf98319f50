using System.Numerics;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Strategies;

/// <summary>
/// The tags that follow releases: <c>latest</c>, <c>1</c> and <c>1.2</c>. Whichever strategy derives them, they only move
/// forward, decided by the highest stable version that git or the registry has, and a prerelease never takes them.
/// </summary>
/// <param name="release">The release that is built, or <c>null</c>.</param>
/// <param name="stable">The known stable releases.</param>
/// <param name="commits">What git knows of their commits.</param>
internal sealed class ReleaseLines(ReleaseTag? release, IEnumerable<ReleaseTag> stable, ReleaseCommits commits)
{
    private const string OldNumbering = "; if it belongs to an older numbering, exclude it with 'ignoreTags' or 'since' of 'latest' in plimsoll.yml";

    private readonly List<ReleaseTag> _stable = [.. stable.OrderDescending(ReleaseOrder.Instance)];

    /// <summary>The highest stable release, or <c>null</c>.</summary>
    public ReleaseTag? Highest => _stable.Find(commits.IsSince);

    /// <summary>Whether a tag follows releases, in this run or in another one.</summary>
    public static bool IsReserved(string tag) => IsLatest(tag) || FindLine(tag) is not null;

    /// <summary>Why a tag that follows releases must not point to this build; <c>null</c> if it may, and for every other tag.</summary>
    public string? GetSkipReason(string tag)
    {
        if (IsLatest(tag))
            return GetLatestSkipReason();
        if (FindLine(tag) is not { } line)
            return null;

        return release is { Version: var version } && line.Contains(version)
            ? GetLineSkipReason(version.Major, line.HasMinor ? version.Minor : null)
            : $"reserved for releases of {line}";
    }

    /// <summary>Why <c>latest</c> must not point to this build, or <c>null</c>.</summary>
    public string? GetLatestSkipReason() =>
        release is null ? null
        : !release.IsStable ? PreReleaseReason
        : !commits.IsSince(release) ? $"{release.Name} does not descend from the release set as 'since' of 'latest' in plimsoll.yml"
        : FindHigher(static _ => true) is { } higher ? $"{DescribeHigher(higher, $" than {release.Name}")}{(commits.Descends(release, higher) ? OldNumbering : "")}"
        : null;

    /// <summary>Why the line <c>1</c> or <c>1.2</c> must not point to the release that is built, or <c>null</c>.</summary>
    public string? GetLineSkipReason(BigInteger major, BigInteger? minor) =>
        release is not { IsStable: true } ? PreReleaseReason
        : FindHigher(known => known.Version.Major == major && (minor is null || known.Version.Minor == minor)) is { } higher ? DescribeHigher(higher)
        : null;

    /// <summary>Why a release that is not stable takes no line.</summary>
    public string PreReleaseReason => release is { Version.IsPrerelease: false } ? $"{release.Name} is marked as a prerelease" : $"{release?.Name} is a prerelease";

    /// <summary>
    /// Why a moving tag that a rule derives from the release's git tag must not point to it: the rule derives the same tag
    /// from a higher release, or from the release that a prerelease leads to. Otherwise <c>null</c>.
    /// </summary>
    /// <param name="tag">The tag.</param>
    /// <param name="tagPrefix">The prefix of version tags in git, or <c>null</c> for an optional <c>v</c>.</param>
    /// <param name="derive">The tag that the rule derives from another git tag.</param>
    public string? GetDerivedSkipReason(string tag, string? tagPrefix, Func<string, string?> derive)
    {
        if (release is null || ReleaseTag.RemovePrefix(release.Name, tagPrefix) is not { } version)
            return null;

        var prefix = release.Name[..^version.Length];
        if (!release.IsStable)
            return derive($"{prefix}{release.Version.Major}.{release.Version.Minor}.{release.Version.Patch}") == tag ? PreReleaseReason : null;
        return FindHigher(known => derive(prefix + known.Text) == tag) is { } higher ? DescribeHigher(higher) : null;
    }

    /// <summary>The highest of some releases that goes before the one that is built: by its version, else by its commit.</summary>
    public ReleaseTag? FindHigher(Func<ReleaseTag, bool> isMeant)
    {
        foreach (var known in _stable)
            switch (ReleaseOrder.Instance.Compare(known, release))
            {
                case < 0:
                    return null;
                case 0 when known.Text == release!.Text || !isMeant(known) || !commits.IsLater(known, release):
                    continue;
                case > 0 when !isMeant(known) || (!commits.IsSince(known) && commits.IsSince(release!)):
                    continue;
                default:
                    return known;
            }

        return null;
    }

    private string DescribeHigher(ReleaseTag known, string than = "") =>
        ReleaseOrder.Instance.Compare(known, release) > 0 ? $"{known.Text} is higher{than}" : $"{known.Text} is a later build of the same version";

    /// <summary>Whether a tag is <c>latest</c>.</summary>
    public static bool IsLatest(string tag) => tag.Equals(LatestStrategy.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>A day such as <c>20260519.2</c> has the form of a line, but is not one.</summary>
    private static VersionLine? FindLine(string tag) => TagClassifier.Classify(tag) == Mutability.Moving && VersionLine.TryParse(tag, out var line) ? line : null;
}
