using Plimsoll.Oci.Images;
using Plimsoll.Tags.Versions;

namespace Plimsoll.Policy.Rules;

/// <summary>Reports a change that downgrades an image. A warning, because a rollback is intended.</summary>
internal static class VersionRegressionRule
{
    /// <summary>Checks an image against those that the same file named before; <c>null</c> where its version was there already.</summary>
    internal static Finding? Check(ImageUse use, IReadOnlyList<ImageUse> earlier, IReadOnlyList<ImageUse> now, FileRules rules)
    {
        if (!VersionTag.TryParse(use.Reference?.Tag, out var version))
            return null;

        var before = Versions(use, earlier).ToList();
        var gone = before.Except(Versions(use, now)).ToList();
        if (gone.Count == 0 || before.Contains(version) || !gone.TrueForAll(version.IsBackFrom))
            return null;

        return ImageRules.CreateFinding(RuleNames.VersionRegression, Severity.Warning, use, rules,
            $"{ImageRules.Describe(use)} is a lower version than before ({gone.Min(VersionTag.Order)}).",
            "If the downgrade is intended, add a comment: plimsoll:ignore version-regression REASON.");
    }

    private static IEnumerable<VersionTag> Versions(ImageUse use, IReadOnlyList<ImageUse> uses) =>
        uses.Where(other => IsSameRepository(other.Reference, use.Reference))
            .Select(other => VersionTag.TryParse(other.Reference?.Tag, out var version) ? version : null)
            .OfType<VersionTag>();

    private static bool IsSameRepository(ImageReference? left, ImageReference? right) =>
        left is not null && right is not null && left.Name == right.Name;
}
