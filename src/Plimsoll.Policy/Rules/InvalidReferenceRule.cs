namespace Plimsoll.Policy.Rules;

/// <summary>A resolved text must follow the grammar of image references; <c>nginx@latest</c> does not.</summary>
internal static class InvalidReferenceRule
{
    /// <summary>Checks one image; <c>null</c> where it is a reference or not resolved.</summary>
    public static Finding? Check(ImageUse use, ImagePolicy policy, FileRules rules)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(rules);
        return use.Error is { } error
            ? ImageRules.CreateFinding(RuleNames.InvalidReference, Severity.Error, use, rules,
                $"{ImageRules.Describe(use)} is not a valid image reference: {ImageRules.Shorten(error)}.",
                "Write it as [REGISTRY/]REPOSITORY[:TAG][@DIGEST], for example ghcr.io/acme/app:1.2.3.")
            : null;
    }
}
