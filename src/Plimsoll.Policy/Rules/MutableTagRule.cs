using Plimsoll.Tags;

namespace Plimsoll.Policy.Rules;

/// <summary>
/// Production uses only what cannot move. The same rule applies to images that files use, and to tags about to be
/// published to a production environment.
/// </summary>
internal static class MutableTagRule
{
    private const string Latest = "latest";

    /// <summary>
    /// Checks an image in a file. Under <see cref="PolicyProfile.Tag"/> only <c>latest</c> (in any case) and the tags of
    /// <see cref="ImagePolicy.MutableTags"/> are refused, else every tag that moves. No tag at all is for
    /// <see cref="MissingTagRule"/>. A range of versions moves; one without an upper end is as <c>latest</c> is.
    /// </summary>
    public static Finding? Check(ImageUse use, ImagePolicy policy, FileRules rules)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(rules);
        if (use.Range is { } range)
            return CheckRange(use, range, rules);
        if (use.Selector is not { Tag: { } tag } selector || policy.Classify(selector) == Mutability.Immutable)
            return null;

        var refused = rules.Profile != PolicyProfile.Tag
            || tag.Equals(Latest, StringComparison.OrdinalIgnoreCase)
            || policy.IsDeclaredMutable(tag);
        return refused
            ? ImageRules.CreateFinding(RuleNames.MutableTag, Severity.Error, use, rules,
                $"{ImageRules.Describe(use)} uses the tag '{tag}', which can move to another image.",
                "Use a version tag that does not move (:1.2.3) or a digest (@sha256:…).")
            : null;
    }

    private static Finding? CheckRange(ImageUse use, string range, FileRules rules) =>
        rules.Profile != PolicyProfile.Tag || VersionConstraint.IsUnbounded(range)
            ? ImageRules.CreateFinding(RuleNames.MutableTag, Severity.Error, use, rules,
                $"{ImageRules.Describe(use)} uses the newest version in the range '{ImageRules.Shorten(range)}', which changes when another one is published.",
                "Use one version (1.2.3), or a digest where the format has one.")
            : null;

    /// <summary>
    /// Checks a tag about to be published to a production environment: a moving tag is refused unless it is the
    /// environment's own pointer.
    /// </summary>
    /// <param name="tag">The tag's text.</param>
    /// <param name="mutability">What its strategy derived; the patterns of the policy win over it.</param>
    /// <param name="environment">The production environment's name.</param>
    /// <param name="policy">The policy with its tag patterns.</param>
    /// <param name="ownTag">The environment's own moving tag; the default is its name.</param>
    /// <returns>The refusal, or <c>null</c> where the tag may be published.</returns>
    public static TagRefusal? CheckPlanned(string tag, Mutability mutability, string environment, ImagePolicy policy, string? ownTag = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        ArgumentException.ThrowIfNullOrEmpty(environment);
        ArgumentNullException.ThrowIfNull(policy);
        ownTag ??= environment;
        if ((mutability == Mutability.Immutable && !policy.IsDeclaredMutable(tag)) || tag == ownTag
            || policy.GetLevels(environment).GetSeverity(RuleNames.MutableTag, Severity.Error) != Severity.Error)
            return null;

        return new TagRefusal(RuleNames.MutableTag, tag,
            $"Tag '{tag}' cannot be published to production environment '{environment}': it is a moving tag (rule {RuleNames.MutableTag}).",
            $"Publish an immutable tag (a version or a Git SHA) and point '{ownTag}' to it, or publish '{tag}' to another environment.");
    }
}
