namespace Plimsoll.Policy.Rules;

/// <summary>
/// An image whose tag depends on a variable without a known value is reported: it neither passes nor fails. So is one whose
/// tag is a number for want of quotes: a warning beside what the other rules say of the image that is read.
/// </summary>
internal static class UnresolvedRule
{
    private const string Quote = "Put the tag that is meant in quotes.";

    /// <summary>Checks one image; the severity follows <see cref="ImagePolicy.Unresolved"/>.</summary>
    public static Finding? Check(ImageUse use, ImagePolicy policy, FileRules rules)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(rules);
        if (use.Range is not null || use.Error is not null || DefaultSeverity(policy) is not { } severity)
            return null;
        if (use.Selector is { } selector)
            return use.Misreading is null || selector.Digest is not null ? null
                : ImageRules.CreateFinding(RuleNames.Unresolved, Severity.Warning, use, rules, $"{ImageRules.Describe(use)} is not the image that is written: {use.Misreading}.", Quote);

        return ImageRules.CreateFinding(RuleNames.Unresolved, severity, use, rules,
            $"{ImageRules.Describe(use)} cannot be resolved: {use.Misreading ?? use.UnresolvedReason ?? "it depends on a value that the files do not define"}.",
            use.Misreading is not null ? Quote : "Set a default value for the variable, or use a version tag or a digest.");
    }

    /// <summary>The severity unless the rule has one of its own; <c>null</c> where <see cref="ImagePolicy.Unresolved"/> ignores what cannot be resolved.</summary>
    public static Severity? DefaultSeverity(ImagePolicy policy) => policy.Unresolved switch
    {
        UnresolvedHandling.Ignore => null,
        UnresolvedHandling.Fail => Severity.Error,
        _ => Severity.Warning,
    };
}
