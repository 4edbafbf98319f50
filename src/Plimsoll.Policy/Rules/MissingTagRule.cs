namespace Plimsoll.Policy.Rules;

/// <summary>An image with neither tag nor digest means <c>latest</c>. Applies with every profile.</summary>
internal static class MissingTagRule
{
    /// <summary>Checks one image; <c>null</c> where it has a tag or a digest.</summary>
    public static Finding? Check(ImageUse use, ImagePolicy policy, FileRules rules)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(rules);
        return use.Selector is { Tag: null, Digest: null }
            ? ImageRules.CreateFinding(RuleNames.MissingTag, Severity.Error, use, rules,
                $"{ImageRules.Describe(use)} has no tag, so it defaults to ':latest', which can change at any time.",
                "Use a version tag (:1.2.3) or a digest (@sha256:…).")
            : null;
    }
}
