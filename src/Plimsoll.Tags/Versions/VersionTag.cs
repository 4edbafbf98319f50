using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Plimsoll.Tags.Versions;

/// <summary>A tag that says a version, such as <c>1.25.3-alpine</c> or <c>v2.1.0</c>, in the order of what it stands for.</summary>
internal sealed class VersionTag : IEquatable<VersionTag>
{
    private static readonly string[] PreReleaseWords = ["alpha", "beta", "rc", "pre", "dev", "snapshot", "canary", "nightly"];
    private readonly SemanticVersion _version;

    private VersionTag(SemanticVersion version) => _version = version;

    /// <summary>Reads a tag; a <c>v</c> may stand before three numbers.</summary>
    public static bool TryParse(string? tag, [NotNullWhen(true)] out VersionTag? version)
    {
        version = tag is not null && SemanticVersion.TryParse(tag.StartsWith('v') ? tag[1..] : tag, out var parsed) ? new VersionTag(parsed) : null;
        return version is not null;
    }

    /// <summary>
    /// Whether this is a step back from <paramref name="before"/>: by SemVer's order, but a suffix that names a variant, as in
    /// <c>1.25.3-alpine</c>, makes no version lower; only the usual words for what comes before a release do.
    /// </summary>
    public bool IsBackFrom(VersionTag before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var numbers = (_version.Major, _version.Minor, _version.Patch).CompareTo((before._version.Major, before._version.Minor, before._version.Patch));
        return numbers < 0 || (numbers == 0 && IsPreRelease && (!before._version.IsPrerelease || before.IsPreRelease) && Order.Compare(this, before) < 0);
    }

    /// <summary>Whether the suffix says that it comes before a release, rather than which variant it is.</summary>
    public bool IsPreRelease => _version.IsPrerelease && PreReleaseWords.Any(word => _version.Release.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The version without the suffix of a variant: <c>1.25.3</c> of <c>1.25.3-alpine</c>, but <c>1.25.3-rc.1</c> as it is.</summary>
    public SemanticVersion ReleasedVersion => IsPreRelease || !_version.IsPrerelease ? _version : new SemanticVersion(_version.Major, _version.Minor, _version.Patch);

    /// <summary>The first number.</summary>
    public BigInteger Major => _version.Major;

    /// <summary>The second number.</summary>
    public BigInteger Minor => _version.Minor;

    /// <summary>
    /// Whether both are the same kind of build: the same suffix, as in <c>1.25.3-alpine</c> and <c>1.26.0-alpine</c>; a
    /// prerelease may become a release or another prerelease, a release only a release.
    /// </summary>
    public bool IsVariantOf(VersionTag present)
    {
        ArgumentNullException.ThrowIfNull(present);
        return present.IsPreRelease ? IsPreRelease || !_version.IsPrerelease : _version.Release == present._version.Release;
    }

    /// <summary>SemVer's precedence.</summary>
    public static IComparer<VersionTag> Order { get; } = Comparer<VersionTag>.Create(static (x, y) => SemanticVersionOrder.Instance.Compare(x?._version, y?._version));

    /// <inheritdoc/>
    public bool Equals(VersionTag? other) => other is not null && Order.Compare(this, other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VersionTag);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_version.Major, _version.Minor, _version.Patch, _version.Release);

    /// <summary>The version.</summary>
    public override string ToString() => _version.ToNormalizedString();
}
