using Plimsoll.Tags.Hosts;

namespace Plimsoll.Policy.Reports;

/// <summary>The texts of a finding in the commands of CI hosts.</summary>
internal static class AnnotationText
{
    /// <summary>What is wrong, and on a line of its own what to do: for a place that shows nothing else; cut to a host's limit.</summary>
    public static string GetMessage(Finding finding, int limit) =>
        Cut(LogText.Neutralize(finding.Message) + (finding.Advice is { } advice ? "\n" + LogText.Neutralize(advice) : ""), limit);

    /// <summary>
    /// A path as a property of a host's command. The hosts cut off an equals sign at its start, and have no escape
    /// for it.
    /// </summary>
    public static string GetPath(Finding finding) =>
        LogText.Neutralize(finding.Span.File.StartsWith('=') ? "./" + finding.Span.File : finding.Span.File);

    private static string Cut(string text, int limit)
    {
        if (text.Length <= limit)
            return text;

        var end = limit - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }
}
