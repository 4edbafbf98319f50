using System.Diagnostics.CodeAnalysis;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Tags.Strategies;

/// <summary>
/// The Python version (PEP 440) of the release tag at HEAD, normalised and with three numbers at least: <c>1.2rc1</c> is
/// <c>1.2.0rc1</c>. Development releases are prereleases.
/// </summary>
public sealed record Pep440Strategy : VersionStrategy
{
    /// <inheritdoc/>
    public override string Name => StrategyNames.Pep440;

    /// <summary>
    /// Parses a git tag. Its <see cref="ReleaseTag.Version"/> is the semantic version of the same place in the order, as
    /// far as lines of releases need one.
    /// </summary>
    internal static bool TryParse(string name, string? prefix, [NotNullWhen(true)] out ReleaseTag? tag)
    {
        tag = null;
        if (ReleaseTag.RemovePrefix(name, prefix) is not { } text || !Pep440Version.TryParse(text, out var version))
            return false;

        tag = new ReleaseTag(name, new SemanticVersion(version.Major, version.Minor, version.Patch, version.IsPrerelease ? ["pre"] : null))
        {
            Text = version.ToString(leastNumbers: 3),
            Epoch = version.Epoch,
            Further = [.. version.Release.Skip(3)],
            Post = version.Post + 1 ?? 0,
        };
        return true;
    }

    /// <summary>An epoch's <c>!</c> and a local version's <c>+</c> are not for tags.</summary>
    private protected override string? TextOf(TagDerivation derivation, out bool isStable)
    {
        isStable = TryParse(derivation.Release!.Name, derivation.Rules.TagPrefix, out var python) && python.IsStable && derivation.Release.IsStable;
        return python?.Text.Replace('!', '-').Replace('+', '_');
    }
}
