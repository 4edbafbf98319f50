namespace Plimsoll.Policy.Rules;

/// <summary>An image whose tag depends on a variable without a known value is reported: it neither passes nor fails.</summary>
internal static class UnresolvedRule
{
    /// <summary>Checks one image; the severity follows <see cref="ImagePolicy.Unresolved"/>.</summary>
    public static Finding? Check(ImageUse use, ImagePolicy policy, FileRules rules)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(rules);
        if (use.Selector is not null || use.Range is not null || use.Error is not null || policy.Unresolved == UnresolvedHandling.Ignore)
            return null;

        return ImageRules.CreateFinding(RuleNames.Unresolved, policy.Unresolved == UnresolvedHandling.Fail ? Severity.Error : Severity.Warning, use, rules,
            $"{ImageRules.Describe(use)} cannot be resolved: {use.UnresolvedReason ?? "it depends on a value that the files do not define"}.",
            "Set a default value for the variable, or use a version tag or a digest.");
    }
}
