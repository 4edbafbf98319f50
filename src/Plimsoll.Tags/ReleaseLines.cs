using System.Text.RegularExpressions;
using Plimsoll.Tags.Strategies;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags;

/// <summary>
/// The tags that follow releases: <c>latest</c>, <c>1</c> and <c>1.2</c>. Whoever derives them, they move forward only,
/// decided by the highest stable version that git or the registry knows, and a prerelease never takes them.
/// </summary>
/// <param name="release">The release that is built, or <c>null</c>.</param>
/// <param name="stable">The stable releases that are known.</param>
internal sealed partial class ReleaseLines(ReleaseTag? release, IEnumerable<ReleaseTag> stable)
{
    private readonly List<ReleaseTag> _stable = [.. stable.OrderDescending(ReleaseOrder.Instance)];

    [GeneratedRegex(@"^v?(?<major>[0-9]+)(?:\.(?<minor>[0-9]+))?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Line { get; }

    /// <summary>The highest stable release, or <c>null</c>.</summary>
    public ReleaseTag? Highest => _stable.Count > 0 ? _stable[0] : null;

    /// <summary>Whether a tag follows releases, in this run or in another one.</summary>
    public static bool IsReserved(string tag) => IsLatest(tag) || LineOf(tag) is not null;

    /// <summary>Why a tag that follows releases must not name this build; <c>null</c> where it may, and for every other tag.</summary>
    public string? WhyNot(string tag)
    {
        if (IsLatest(tag))
            return WhyNotLatest();
        if (LineOf(tag) is not { } line)
            return null;

        return release is not { Version: var version } || line.Groups["major"].Value != $"{version.Major}" || (line.Groups["minor"] is { Success: true } minor && minor.Value != $"{version.Minor}")
            ? "only a release of that line may take it"
            : WhyNotLine(version.Major, line.Groups["minor"].Success ? version.Minor : null);
    }

    /// <summary>Why <c>latest</c> must not name this build, or <c>null</c>.</summary>
    public string? WhyNotLatest() => release switch
    {
        { IsStable: false } => $"{release.Name} is a prerelease",
        { } when Highest is { } highest && ReleaseOrder.Instance.Compare(highest, release) > 0 => $"{highest.Text} is higher than {release.Name}",
        _ => null,
    };

    /// <summary>Why the line <c>1</c> or <c>1.2</c> must not name the release that is built, or <c>null</c>.</summary>
    public string? WhyNotLine(int major, int? minor)
    {
        if (release is not { IsStable: true })
            return $"{release?.Name} is a prerelease";
        var highest = _stable.FirstOrDefault(known => known.Version.Major == major && (minor is null || known.Version.Minor == minor));
        return highest is not null && ReleaseOrder.Instance.Compare(highest, release) > 0 ? $"{highest.Text} is higher" : null;
    }

    /// <summary>
    /// Why a moving tag that a rule makes of the release's git tag must not name it: the rule makes the same of a higher
    /// release, or of the one that a prerelease is for. Else <c>null</c>.
    /// </summary>
    /// <param name="tag">The tag.</param>
    /// <param name="tagPrefix">What stands before the version in git tags, or <c>null</c> for an optional <c>v</c>.</param>
    /// <param name="derive">What the rule makes of a git tag.</param>
    public string? WhyNotAgain(string tag, string? tagPrefix, Func<string, string?> derive)
    {
        if (release is null || ReleaseTag.WithoutPrefix(release.Name, tagPrefix) is not { } version)
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

    /// <summary>A day such as <c>20260519.2</c> looks the same, and is none.</summary>
    private static Match? LineOf(string tag) => TagClassifier.Classify(tag) == Mutability.Moving && Line.Match(tag) is { Success: true } line ? line : null;
}
