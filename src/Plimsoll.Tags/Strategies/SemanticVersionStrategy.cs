namespace Plimsoll.Tags.Strategies;

/// <summary>The semantic version of the release tag at HEAD: <c>2.1.0</c>, <c>2.1</c> and <c>2</c>.</summary>
public sealed record SemanticVersionStrategy : VersionStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.SemanticVersion;

    /// <summary>Whether build metadata is kept, behind an underscore as Helm writes it: <c>2.1.0_build.5</c>. The default is <c>true</c>.</summary>
    public bool BuildMetadata { get; init; } = true;

    /// <summary>A tag has no <c>+</c>.</summary>
    private protected override string? TextOf(TagDerivation derivation, out bool isStable)
    {
        var version = derivation.Release!.Version;
        isStable = derivation.Release.IsStable;
        return BuildMetadata ? version.ToFullString().Replace('+', '_') : version.ToNormalizedString();
    }
}
