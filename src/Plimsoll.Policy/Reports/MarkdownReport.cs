using System.Text;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Suppressions;
using static Plimsoll.Tags.Hosts.MarkdownText;

namespace Plimsoll.Policy.Reports;

/// <summary>
/// The outcome in GitHub's Markdown, for a job summary or one comment that is kept up to date: which images change, then the
/// findings, the worst first, then what is suppressed with the reasons.
/// </summary>
internal static class MarkdownReport
{
    /// <summary>The bytes that GitHub takes for the summary of a step (1 MiB); of a larger one it takes nothing.</summary>
    public const int MaximumBytes = 1024 * 1024;

    /// <summary>The first line: what a comment is found again by.</summary>
    public const string Marker = "<!-- plimsoll check -->";

    // For the line that says how many rows are omitted, and the end of the table.
    private const int Reserve = 512;

    /// <summary>Writes the report.</summary>
    /// <param name="result">The outcome.</param>
    /// <param name="output">Where to; lines end with a line feed.</param>
    /// <param name="maximumBytes">How large it may be in UTF-8; what does not fit is counted. The default is <see cref="MaximumBytes"/>.</param>
    public static void Write(CheckResult result, TextWriter output, int maximumBytes = MaximumBytes)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var page = new Page(maximumBytes - Reserve);
        page.Add($"{Marker}\n### Image policy\n\n{(result.HasErrors ? "❌" : "✅")} {ReportTotals.Describe(result)}\n");
        if (ReportTotals.DescribeUnread(result) is { } unread)
            page.Add($"\n{Escape(unread)}\n");
        page.AddTable("\n#### Images that change\n" + ChangeTable.Head(result), "", ChangeTable.Rows(result));
        if (result.Changes.Count > 0 && result.Active.Any())
            page.Add("\n#### Findings\n");
        page.AddTable("\n| | Location | Rule | Message |\n| --- | --- | --- | --- |\n", "",
            result.Active.Select(finding => $"| {ReportNames.GetName(finding.Severity)} | {Location(finding)} | `{finding.Rule}` | {Message(finding)} |\n"));
        page.AddTable("\n<details><summary>Suppressed</summary>\n\n| Location | Rule | Message | Reason |\n| --- | --- | --- | --- |\n", "\n</details>\n",
            result.Findings.Where(finding => finding.Suppression is not null).Select(finding => $"| {Location(finding)} | `{finding.Rule}` | {Escape(finding.Message)} | {Reason(finding.Suppression!)} |\n"));
        output.Write(page.ToString());
    }

    private static string Location(Finding finding) => Code($"{finding.Span.File}:{finding.Span.StartLine}:{finding.Span.StartColumn}");

    private static string Message(Finding finding) => Escape(finding.Message) + (finding.Advice is { } advice ? $"<br>{Escape(advice)}" : "");

    private static string Reason(Suppression suppression) =>
        (suppression.Kind switch { SuppressionKind.InSource => "comment", SuppressionKind.Policy => "policy", _ => "baseline" }) + (suppression.Reason is { } reason ? $": {Escape(reason)}" : "");

    /// <summary>Text that grows to a size and no further.</summary>
    private sealed class Page(int room)
    {
        private readonly StringBuilder _text = new();
        private int _room = room;

        public void Add(string text)
        {
            _text.Append(text);
            _room -= Encoding.UTF8.GetByteCount(text);
        }

        /// <summary>Adds the rows that fit, and how many do not; nothing where there are none.</summary>
        public void AddTable(string head, string foot, IEnumerable<string> rows)
        {
            var (isOpen, left) = (false, 0);
            foreach (var row in rows)
            {
                var text = isOpen ? row : head + row;
                if (left > 0 || Encoding.UTF8.GetByteCount(text) + foot.Length > _room)
                {
                    left++;
                    continue;
                }

                Add(text);
                isOpen = true;
            }

            if (isOpen)
                Add(foot);
            if (left > 0)
                _text.Append($"\n{left} more omitted; run `plimsoll check` to see all findings.\n");
        }

        public override string ToString() => _text.ToString();
    }
}
