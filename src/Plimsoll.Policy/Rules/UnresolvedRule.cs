namespace Plimsoll.Policy.Rules;

/// <summary>An image whose tag depends on a variable without a known value is neither passed nor failed in silence.</summary>
public static class UnresolvedRule
{
    /// <summary>Checks one image; the severity follows <see cref="ImagePolicy.Unresolved"/>.</summary>
    public static Finding? Check(ImageUse use, ImagePolicy policy, FileRules rules)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(rules);
        if (use.Selector is not null || use.Error is not null || policy.Unresolved == UnresolvedHandling.Ignore)
            return null;

        return ImageRules.Finding(RuleNames.Unresolved, policy.Unresolved == UnresolvedHandling.Fail ? Severity.Error : Severity.Warning, use, rules,
            $"{ImageRules.Name(use)} cannot be judged: it depends on a value that the files do not give.",
            "Give the variable a default, or name the image by a version or digest.");
    }
}
