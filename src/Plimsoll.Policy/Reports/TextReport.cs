using Plimsoll.Policy.Checking;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Policy.Reports;

/// <summary>
/// The outcome for readers: <c>file:line:column: severity rule: message</c>, the line of the file with the token
/// underlined, the advice, and a closing count. What is suppressed is counted and not shown. Whatever comes from files is neutralised for terminals and CI logs.
/// </summary>
internal static class TextReport
{
    private const int ExcerptWidth = 160;

    /// <summary>Writes the report.</summary>
    /// <param name="result">The outcome.</param>
    /// <param name="output">Where to; the caller decides about colour from what stands behind it.</param>
    /// <param name="colour">Whether to use ANSI colours. The default is <c>false</c>.</param>
    public static void Write(CheckResult result, TextWriter output, bool colour = false)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        foreach (var finding in result.Active)
            Write(finding, output, colour);

        if (ReportTotals.DescribeUnread(result) is { } unread)
            output.WriteLine(LogText.Neutralize(unread));
        output.WriteLine(Summary(result));
    }

    /// <summary>The closing count: <c>2 errors, 0 warnings (1 suppressed); 3 images in 1 file</c>.</summary>
    public static string Summary(CheckResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return ReportTotals.Describe(result);
    }

    private static void Write(Finding finding, TextWriter output, bool colour)
    {
        var (span, ink) = (finding.Span, Ink(finding.Severity));
        output.WriteLine(
            $"{LogText.Neutralize(span.File)}:{span.StartLine}:{span.StartColumn}: " +
            $"{Paint(ReportNames.GetName(finding.Severity), ink, colour)} {finding.Rule}: {LogText.Neutralize(finding.Message)}");

        if (finding.Excerpt is { } source && span.EndColumn != span.StartColumn)
        {
            var (excerpt, start, length) = Excerpt(source, span);
            var margin = $"{span.StartLine,5} | ";
            output.WriteLine(margin + excerpt);
            output.WriteLine($"{new string(' ', margin.Length - 2)}| {new string(' ', start)}{Paint(new string('^', length), ink, colour)}");
        }

        if (finding.Advice is { } advice)
            output.WriteLine($"      = {LogText.Neutralize(advice)}");
    }

    /// <summary>A window of the line around the token, with the token's place in it.</summary>
    private static (string Text, int Start, int Length) Excerpt(SourceExcerpt source, SourceSpan span)
    {
        var line = source.Text;
        var start = Math.Clamp(span.StartColumn - source.StartColumn, 0, line.Length);
        var end = span.EndLine == span.StartLine ? Math.Clamp(span.EndColumn - source.StartColumn, start, line.Length) : line.Length;
        if (line.Length > ExcerptWidth)
        {
            var from = Math.Max(0, Math.Min(start - 20, line.Length - ExcerptWidth));
            line = line.Substring(from, Math.Min(ExcerptWidth, line.Length - from));
            start -= from;
            end = Math.Min(end - from, line.Length);
        }

        var text = LogText.Neutralize(line, ref start, ref end);
        return (text, start, Math.Max(1, end - start));
    }

    private static string Ink(Severity severity) => severity switch
    {
        Severity.Error => "31",
        Severity.Warning => "33",
        _ => "36",
    };

    private static string Paint(string text, string ink, bool colour) => colour ? $"\e[{ink}m{text}\e[0m" : text;
}
