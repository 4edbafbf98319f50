using NuGet.Versioning;
using Plimsoll.Versioning;

namespace Plimsoll.Tags;

/// <summary>
/// The version of the release tag at HEAD: <c>2.1.0</c>, immutable, and the moving <c>2.1</c> and <c>2</c>, each only
/// where no higher stable version of its line is known. A prerelease is only itself.
/// </summary>
public sealed record SemanticVersionStrategy : TagStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.SemanticVersion;

    /// <summary>Whether <c>2.1.0</c> is derived. The default is <c>true</c>.</summary>
    public bool Full { get; init; } = true;

    /// <summary>Whether <c>2.1</c> is derived. The default is <c>true</c>.</summary>
    public bool Minor { get; init; } = true;

    /// <summary>Whether <c>2</c> is derived. The default is <c>true</c>.</summary>
    public bool Major { get; init; } = true;

    /// <summary>Whether <see cref="Major"/> gives <c>0</c> too, although versions below 1.0.0 promise no compatibility. The default is <c>false</c>.</summary>
    public bool ZeroMajor { get; init; }

    /// <summary>Whether build metadata is kept, behind an underscore as Helm writes it: <c>2.1.0_build.5</c>. The default is <c>true</c>.</summary>
    public bool BuildMetadata { get; init; } = true;

    internal override bool NeedsAllTags => true;

    internal override void Derive(TagDerivation derivation)
    {
        if (derivation.Release is not { } release)
        {
            derivation.Skip(this, derivation.WhyNoRelease);
            return;
        }

        var version = release.Version;
        if (Full)
            derivation.Add(this, Prefix + Text(version) + Suffix, Mutability.Immutable, $"{release.Name} is at HEAD", derivation.ReleaseInput);
        if (version.IsPrerelease)
        {
            if (Minor || Major)
                derivation.Skip(this, $"{string.Join(" and ", LinesOf(version))}: {release.Name} is a prerelease");
            return;
        }

        derivation.AddLines(this, Minor, Major, ZeroMajor);
    }

    private IEnumerable<string> LinesOf(SemanticVersion version)
    {
        if (Minor)
            yield return $"{version.Major}.{version.Minor}";
        if (Major)
            yield return $"{version.Major}";
    }

    /// <summary>The version as a tag, which has no <c>+</c>.</summary>
    private string Text(SemanticVersion version) => BuildMetadata ? version.ToFullString().Replace('+', '_') : version.ToNormalizedString();
}
