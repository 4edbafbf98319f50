using Plimsoll.Oci.Images;
using Plimsoll.Tags;

namespace Plimsoll.Policy.Rules;

/// <summary>
/// A tag that never moves keeps its digest. The one rule for both sides: for a pinned image whose digest changed in a file,
/// and for a tag about to be published over another image.
/// </summary>
public static class ImmutableTagMovedRule
{
    /// <summary>Whether a tag of this mutability may not come to name <paramref name="after"/>.</summary>
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

        return ImageRules.Finding(RuleNames.ImmutableTagMoved, Severity.Error, use, rules,
            $"{ImageRules.Name(use)} keeps the tag '{tag}', which never moves, and changes its digest; before it was {before[0]}.",
            "Name the new image by a new tag, or find out who published another image under this one.");
    }
}
