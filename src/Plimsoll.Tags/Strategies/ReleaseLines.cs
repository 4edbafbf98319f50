using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Strategies;

/// <summary>
/// The tags that follow releases: <c>latest</c>, <c>1</c> and <c>1.2</c>. Whichever strategy derives them, they only move
/// forward, decided by the highest stable version that git or the registry has, and a prerelease never takes them.
/// </summary>
/// <param name="release">The release that is built, or <c>null</c>.</param>
/// <param name="stable">The known stable releases.</param>
internal sealed class ReleaseLines(ReleaseTag? release, IEnumerable<ReleaseTag> stable)
{
    private readonly List<ReleaseTag> _stable = [.. stable.OrderDescending(ReleaseOrder.Instance)];

    /// <summary>The highest stable release, or <c>null</c>.</summary>
    public ReleaseTag? Highest => _stable.Count > 0 ? _stable[0] : null;

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
    public string? GetLatestSkipReason() => release switch
    {
        { IsStable: false } => $"{release.Name} is a prerelease",
        { } when Highest is { } highest && ReleaseOrder.Instance.Compare(highest, release) > 0 => $"{highest.Text} is higher than {release.Name}",
        _ => null,
    };

    /// <summary>Why the line <c>1</c> or <c>1.2</c> must not point to the release that is built, or <c>null</c>.</summary>
    public string? GetLineSkipReason(int major, int? minor)
    {
        if (release is not { IsStable: true })
            return $"{release?.Name} is a prerelease";
        var highest = _stable.FirstOrDefault(known => known.Version.Major == major && (minor is null || known.Version.Minor == minor));
        return highest is not null && ReleaseOrder.Instance.Compare(highest, release) > 0 ? $"{highest.Text} is higher" : null;
    }

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
            return derive($"{prefix}{release.Version.Major}.{release.Version.Minor}.{release.Version.Patch}") == tag ? $"{release.Name} is a prerelease" : null;
        return _stable.TakeWhile(known => ReleaseOrder.Instance.Compare(known, release) > 0).FirstOrDefault(known => derive(prefix + known.Text) == tag) is { } higher
            ? $"{higher.Text} is higher"
            : null;
    }

    /// <summary>Whether a tag is <c>latest</c>.</summary>
    public static bool IsLatest(string tag) => tag.Equals(LatestStrategy.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>A day such as <c>20260519.2</c> has the form of a line, but is not one.</summary>
    private static VersionLine? FindLine(string tag) => TagClassifier.Classify(tag) == Mutability.Moving && VersionLine.TryParse(tag, out var line) ? line : null;
}
