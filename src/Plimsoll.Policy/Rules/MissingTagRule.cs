namespace Plimsoll.Policy.Rules;

/// <summary>An image with neither tag nor digest means whatever <c>latest</c> names when it is pulled. Holds in every profile.</summary>
public static class MissingTagRule
{
    /// <summary>Checks one image; <c>null</c> where it has a tag or a digest.</summary>
    public static Finding? Check(ImageUse use, ImagePolicy policy, FileRules rules)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(rules);
        return use.Selector is { Tag: null, Digest: null }
            ? ImageRules.Finding(RuleNames.MissingTag, Severity.Error, use, rules,
                $"{ImageRules.Name(use)} has no tag, so it means whatever 'latest' names when it is pulled.",
                "Name a version (:1.2.3) or a digest (@sha256:…).")
            : null;
    }
}
