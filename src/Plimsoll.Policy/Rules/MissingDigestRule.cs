namespace Plimsoll.Policy.Rules;

/// <summary>
/// An image is named by digest, because a registry may let any tag be moved: an error under <see cref="PolicyProfile.Digest"/>,
/// else only where the policy sets a severity for the rule.
/// </summary>
internal static class MissingDigestRule
{
    /// <summary>Checks one image; <c>null</c> where it has a digest, or no tag (<see cref="MissingTagRule"/>), and where the rule is off.</summary>
    public static Finding? Check(ImageUse use, ImagePolicy policy, FileRules rules)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(rules);
        return use.Selector is { Tag: not null, Digest: null }
            ? ImageRules.CreateFinding(RuleNames.MissingDigest, rules.Profile == PolicyProfile.Digest ? Severity.Error : null, use, rules,
                $"{ImageRules.Describe(use)} has no digest, which the policy for this file requires.",
                "Add the digest and keep the tag for readability: IMAGE:TAG@sha256:… ('plimsoll pin' does this).")
            : null;
    }
}
