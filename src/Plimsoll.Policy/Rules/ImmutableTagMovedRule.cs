using Plimsoll.Oci.Images;
using Plimsoll.Tags;

namespace Plimsoll.Policy.Rules;

/// <summary>
/// An immutable tag keeps its digest. The same rule applies to a pinned image whose digest changed in a file,
/// and to a tag about to be published over another image.
/// </summary>
internal static class ImmutableTagMovedRule
{
    /// <summary>Whether a tag of this mutability must not move to <paramref name="after"/>.</summary>
    public static bool IsBroken(Mutability mutability, Digest before, Digest after) => mutability == Mutability.Immutable && before != after;

    /// <summary>Checks an image against those that the same file named before.</summary>
    internal static Finding? Check(ImageUse use, IReadOnlyList<ImageUse> earlier, ImagePolicy policy, FileRules rules)
    {
        if (use is not { Reference: { Tag: { } tag, Digest: { } digest } image })
            return null;

        var mutability = policy.Classify(tag, TagClassifier.Classify(tag));
        var before = earlier
            .Where(other => other.Reference is { Digest: not null } named && named.Tag == tag && named.Name == image.Name)
            .Select(other => other.Reference!.Digest!)
            .ToList();
        if (before.Count == 0 || before.Contains(digest) || !IsBroken(mutability, before[0], digest))
            return null;

        return ImageRules.CreateFinding(RuleNames.ImmutableTagMoved, Severity.Error, use, rules,
            $"{ImageRules.Describe(use)} changes the digest of the immutable tag '{tag}'; it was {before[0]}.",
            "Use a new tag for the new image, or find out who published another image under this tag.");
    }
}
