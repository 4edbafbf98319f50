using NuGet.Versioning;
using Plimsoll.Versioning;

namespace Plimsoll.Tags;

/// <summary>
/// The version of the release tag at HEAD: <c>2.1.0</c>, immutable, and the moving <c>2.1</c> and <c>2</c>, each only
/// where no higher stable version of its line is known. A prerelease is only itself; there is no <c>0</c>.
/// </summary>
internal static class SemanticVersionStrategy
{
    public static void Derive(TagDerivation derivation)
    {
        if (derivation.Release is not { } release)
        {
            derivation.Skip(StrategyNames.SemanticVersion, derivation.Context.Host is { Event: BuildEvent.Tag, Tag: { } pushed }
                ? $"the tag {pushed} that started this run is no semantic version at HEAD"
                : "no release tag is at HEAD");
            return;
        }

        var version = release.Version;
        derivation.Add(Text(version), StrategyNames.SemanticVersion, Mutability.Immutable, $"{release.Name} is at HEAD");
        if (version.IsPrerelease)
        {
            derivation.Skip(StrategyNames.SemanticVersion, $"{version.Major}.{version.Minor} and {version.Major}: {release.Name} is a prerelease");
            return;
        }

        AddLine($"{version.Major}.{version.Minor}", other => other.Major == version.Major && other.Minor == version.Minor);
        if (version.Major > 0)
            AddLine($"{version.Major}", other => other.Major == version.Major);
        else
            derivation.Skip(StrategyNames.SemanticVersion, "0: versions below 1.0.0 promise no compatibility");

        void AddLine(string line, Func<SemanticVersion, bool> belongs)
        {
            var highest = derivation.StableReleases.FirstOrDefault(belongs);
            if (highest is not null && SemanticVersionOrder.Instance.Compare(highest, version) > 0)
                derivation.Skip(StrategyNames.SemanticVersion, $"{line}: {highest.ToNormalizedString()} is higher");
            else
                derivation.Add(line, StrategyNames.SemanticVersion, Mutability.Moving, $"{release.Name} is the highest release of {line}");
        }
    }

    /// <summary>The version as a tag. A tag has no <c>+</c>; Helm's convention writes <c>_</c> before build metadata.</summary>
    public static string Text(SemanticVersion version) => version.ToFullString().Replace('+', '_');
}
