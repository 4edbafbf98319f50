namespace Plimsoll.Policy.Rules;

/// <summary>Reports files that could not be read, or not completely; without a finding they would appear to pass.</summary>
internal static class UnreadableFileRule
{
    /// <summary>The finding for a file.</summary>
    /// <param name="reason">Why, as a clause without a full stop.</param>
    /// <param name="span">Where reading stopped.</param>
    /// <param name="excerpt">The text around it.</param>
    /// <param name="severity">The severity. The default is <see cref="Severity.Warning"/>.</param>
    public static Finding CreateFinding(string reason, SourceSpan span, SourceExcerpt? excerpt = null, Severity severity = Severity.Warning) =>
        new(RuleNames.UnreadableFile, severity, $"This file was not checked completely: {reason}.", span, Image: null,
            "Fix the file, or add it to policy.exclude.")
        {
            Excerpt = excerpt,
        };
}
