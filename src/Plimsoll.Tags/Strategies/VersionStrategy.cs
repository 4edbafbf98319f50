using System.Numerics;

namespace Plimsoll.Tags.Strategies;

/// <summary>
/// A strategy whose tags are parts of the release tag at HEAD: the whole version, immutable, and the moving lines, each only
/// where no higher stable version of it is known. A prerelease gets only its own tag.
/// </summary>
public abstract record VersionStrategy : TagStrategy
{
    private protected VersionStrategy()
    {
    }

    /// <summary>Whether <c>2.1.0</c> is derived. The default is <c>true</c>.</summary>
    public bool Full { get; init; } = true;

    /// <summary>Whether <c>2.1</c> is derived. The default is <c>true</c>.</summary>
    public bool Minor { get; init; } = true;

    /// <summary>Whether <c>2</c> is derived. The default is <c>true</c>.</summary>
    public bool Major { get; init; } = true;

    /// <summary>Whether <see cref="Major"/> gives <c>0</c> too, although versions below 1.0.0 promise no compatibility. The default is <c>false</c>.</summary>
    public bool ZeroMajor { get; init; }

    /// <inheritdoc/>
    protected internal override bool RequiresFullHistory => true;

    /// <inheritdoc/>
    protected internal override void Derive(TagDerivation derivation)
    {
        if (derivation.Release is not { } release)
        {
            derivation.Skip(this, derivation.NoReleaseReason);
            return;
        }
        if (TextOf(derivation, out var isStable) is not { } text)
        {
            derivation.Skip(this, $"{release.Name} is not a version of this kind");
            return;
        }

        if (Full)
            derivation.Add(this, Prefix + text + Suffix, Mutability.Immutable, $"{release.Name} is at HEAD", derivation.ReleaseSource);
        if (isStable)
            derivation.AddLines(this, Minor, Major, ZeroMajor);
        else if (Minor || Major)
            derivation.Skip(this, $"{string.Join(" and ", Lines(release.Version.Major, release.Version.Minor))}: {derivation.Lines.PreReleaseReason}");
    }

    /// <summary>The version of the release at HEAD as a tag, or <c>null</c> where its git tag is none of this kind.</summary>
    private protected abstract string? TextOf(TagDerivation derivation, out bool isStable);

    private IEnumerable<string> Lines(BigInteger major, BigInteger minor)
    {
        if (Minor)
            yield return $"{major}.{minor}";
        if (Major)
            yield return $"{major}";
    }
}
