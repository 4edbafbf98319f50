using System.Globalization;
using System.Xml;
using Plimsoll.Policy.Checking;

namespace Plimsoll.Policy.Reports;

/// <summary>
/// The outcome as a test run: a failed case for each error, a skipped one for each finding that is suppressed, a passed one
/// with a message for each that does not fail the check, and a passed one for each file without a finding, so that a run
/// without findings is not a run without tests.
/// </summary>
internal static class JUnitReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="result">The outcome, with paths from the root of the repository (<see cref="RepositoryPaths"/>).</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Ends the writing early.</param>
    public static Task WriteAsync(CheckResult result, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var findings = result.Findings.ToLookup(finding => finding.Span.File, StringComparer.Ordinal);
        var clean = result.Paths.Where(path => !findings.Contains(path)).ToList();
        return ReportXml.WriteAsync(output, xml =>
        {
            xml.WriteStartElement("testsuites");
            WriteCounts(xml, result, clean.Count);
            xml.WriteStartElement("testsuite");
            WriteCounts(xml, result, clean.Count);
            foreach (var file in clean.Concat(findings.Select(file => file.Key)).Order(StringComparer.Ordinal))
            {
                if (findings.Contains(file))
                    WriteCases(xml, file, findings[file]);
                else
                    WriteCase(xml, file, "no findings", line: 1, outcome: null);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }, cancellationToken);
    }

    private static void WriteCounts(XmlWriter xml, CheckResult result, int clean)
    {
        xml.WriteAttributeString("name", "plimsoll check");
        xml.WriteAttributeString("tests", Text(clean + result.Findings.Count));
        xml.WriteAttributeString("failures", Text(result.Active.Count(finding => finding.Severity == Severity.Error)));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", Text(result.Findings.Count(finding => finding.Suppression is not null)));
    }

    /// <summary>Readers take two cases of one name for one: the second is numbered.</summary>
    private static void WriteCases(XmlWriter xml, string file, IEnumerable<Finding> findings)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            var name = finding.Image is { } image ? $"{finding.Rule} {ReportXml.Text(image)}" : finding.Rule;
            var number = seen[name] = seen.GetValueOrDefault(name) + 1;
            WriteCase(xml, file, number == 1 ? name : $"{name} #{Text(number)}", finding.Span.StartLine, () => WriteOutcome(xml, finding));
        }
    }

    private static void WriteCase(XmlWriter xml, string file, string name, int line, Action? outcome)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", ReportXml.Text(file));
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("file", ReportXml.Text(file));
        xml.WriteAttributeString("line", Text(line));
        outcome?.Invoke();
        xml.WriteEndElement();
    }

    private static void WriteOutcome(XmlWriter xml, Finding finding)
    {
        var message = ReportXml.Text(finding.Message);
        if (finding.Suppression is { } suppression)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", suppression.Reason is { } reason ? ReportXml.Text(reason) : $"suppressed ({ReportNames.GetName(suppression.Kind)})");
            xml.WriteEndElement();
        }
        else if (finding.Severity == Severity.Error)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", message);
            xml.WriteAttributeString("type", finding.Rule);
            xml.WriteString($"{ReportXml.Text(finding.Span.File)}:{Text(finding.Span.StartLine)}:{Text(finding.Span.StartColumn)}" + (finding.Advice is { } advice ? $"\n{ReportXml.Text(advice)}" : ""));
            xml.WriteEndElement();
        }
        else
        {
            xml.WriteElementString("system-out", $"{ReportNames.GetName(finding.Severity)}: {message}");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
