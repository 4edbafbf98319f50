namespace Plimsoll.Policy.Rules;

/// <summary>A rule's opinion of one image in a file; <c>null</c> where it has none.</summary>
internal delegate Finding? ImageRule(ImageUse use, ImagePolicy policy, PolicyProfile profile);

/// <summary>The rules for images in files, in the order in which they are asked.</summary>
internal static class ImageRules
{
    private static readonly ImageRule[] All =
    [
        InvalidReferenceRule.Check,
        UnresolvedRule.Check,
        MissingTagRule.Check,
        MissingDigestRule.Check,
        MutableTagRule.Check,
    ];

    /// <summary>The first objection to an image. Each says what to write instead, so a second one would only repeat it.</summary>
    public static Finding? Check(ImageUse use, ImagePolicy policy, PolicyProfile profile)
    {
        foreach (var rule in All)
            if (rule(use, policy, profile) is { } finding)
                return finding;
        return null;
    }

    public static Finding Finding(string rule, Severity severity, ImageUse use, string message, string advice) =>
        new(rule, severity, message, use.Span, use.Image, advice) { Excerpt = use.Excerpt };

    /// <summary>The image as the message names it: as written, with what it resolves to where that differs.</summary>
    public static string Name(ImageUse use) =>
        use.Resolved is null || use.Resolved == use.Text ? $"'{use.Text}'" : $"'{use.Text}' (here '{use.Resolved}')";
}
