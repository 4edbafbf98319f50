namespace Plimsoll.Policy.Rules;

/// <summary>The rules for images in files that need nothing but the file.</summary>
internal static class ImageRules
{
    private const int LongestShown = 500;

    // In the order in which they are asked; of equal weight, the first has the word.
    private static readonly ImageRule[] AboutSelector =
    [
        InvalidReferenceRule.Check,
        UnresolvedRule.Check,
        MissingTagRule.Check,
        MissingDigestRule.Check,
        MutableTagRule.Check,
    ];

    /// <summary>
    /// The objections to an image: of those to its tag and digest the weightiest, because each says what to write instead
    /// and a second one would only repeat it; and whether it may come from there at all.
    /// </summary>
    public static IEnumerable<Finding> Check(ImageUse use, ImagePolicy policy, FileRules rules)
    {
        Finding? worst = null;
        foreach (var rule in AboutSelector)
            if (rule(use, policy, rules) is { } finding && (worst is null || finding.Severity > worst.Severity))
                worst = finding;
        if (worst is not null)
            yield return worst;
        if (UnknownRegistryRule.Check(use, policy, rules) is { } unknown)
            yield return unknown;
    }

    /// <summary>The finding with its weight in this file; <c>null</c> where the rule is off.</summary>
    public static Finding? Finding(string rule, Severity? weight, ImageUse use, FileRules rules, string message, string advice) =>
        rules.Levels.Of(rule, weight) is { } severity
            ? new Finding(rule, severity, message, use.Span, use.Image, advice) { Excerpt = use.Excerpt }
            : null;

    /// <summary>The image as the message names it: as written, with what it resolves to where that differs.</summary>
    public static string Name(ImageUse use) =>
        use.Resolved is null || use.Resolved == use.Text ? $"'{Shown(use.Text)}'" : $"'{Shown(use.Text)}' (here '{Shown(use.Resolved)}')";

    /// <summary>A reference has at most 255 characters and a tag; what is much longer is none, and need not be read to its end.</summary>
    public static string Shown(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";
}
