namespace Plimsoll.Policy.Rules;

/// <summary>The rules for images in files that need nothing but the file.</summary>
internal static class ImageRules
{
    private const int LongestShown = 500;

    // In the order in which they run; of equal severity, the first one is reported.
    private static readonly ImageRule[] AboutSelector =
    [
        InvalidReferenceRule.Check,
        UnresolvedRule.Check,
        MissingTagRule.Check,
        MissingDigestRule.Check,
        MutableTagRule.Check,
    ];

    /// <summary>
    /// The findings about an image: of those about its tag and digest only the most severe, because each says what to write
    /// instead and a second one would only repeat it; and the one about its registry.
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

    /// <summary>The finding with its severity in this file; <c>null</c> where the rule is off.</summary>
    public static Finding? CreateFinding(string rule, Severity? defaultSeverity, ImageUse use, FileRules rules, string message, string advice) =>
        rules.Levels.GetSeverity(rule, defaultSeverity) is { } severity
            ? new Finding(rule, severity, message, use.Span, use.Image, advice) { Excerpt = use.Excerpt }
            : null;

    /// <summary>The image for a message: as written, with what it resolves to where that differs.</summary>
    public static string Describe(ImageUse use) =>
        use.Resolved is null || use.Resolved == use.Text ? $"'{Shorten(use.Text)}'" : $"'{Shorten(use.Text)}' (here '{Shorten(use.Resolved)}'{(use.Misreading is null ? "" : ", as its tag has no quotes")})";

    /// <summary>A reference has at most 255 characters and a tag; a much longer text is not one, and is cut.</summary>
    public static string Shorten(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";
}
