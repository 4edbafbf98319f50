namespace Plimsoll.Policy.Rules;

/// <summary>Findings about files of which nothing, or not everything, could be read. They warn: silence would read as approval.</summary>
internal static class UnreadableFile
{
    public static Finding Because(string reason, SourceSpan span, SourceExcerpt? excerpt = null, Severity severity = Severity.Warning) =>
        new(RuleNames.UnreadableFile, severity, $"The images of this file are not, or not all, checked: {reason}.", span, Image: null,
            "Repair the file, or leave it out of the check.")
        {
            Excerpt = excerpt,
        };
}
