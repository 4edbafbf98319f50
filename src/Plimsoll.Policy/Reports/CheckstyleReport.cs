using System.Globalization;
using Plimsoll.Policy.Checking;

namespace Plimsoll.Policy.Reports;

/// <summary>The findings in the form of Checkstyle, which many tools read. What is suppressed is left out; every file is named.</summary>
internal static class CheckstyleReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="result">The outcome, with paths from the root of the repository (<see cref="RepositoryPaths"/>).</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Ends the writing early.</param>
    public static Task WriteAsync(CheckResult result, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var findings = result.Active.ToLookup(finding => finding.Span.File, StringComparer.Ordinal);
        var files = result.Paths.Union(findings.Select(file => file.Key), StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return ReportXml.WriteAsync(output, xml =>
        {
            xml.WriteStartElement("checkstyle");
            xml.WriteAttributeString("version", "4.3");
            foreach (var file in files)
            {
                xml.WriteStartElement("file");
                xml.WriteAttributeString("name", ReportXml.Text(file));
                foreach (var finding in findings[file])
                {
                    xml.WriteStartElement("error");
                    xml.WriteAttributeString("line", finding.Span.StartLine.ToString(CultureInfo.InvariantCulture));
                    xml.WriteAttributeString("column", finding.Span.StartColumn.ToString(CultureInfo.InvariantCulture));
                    xml.WriteAttributeString("severity", finding.Severity == Severity.Note ? "info" : ReportNames.GetName(finding.Severity));
                    xml.WriteAttributeString("message", ReportXml.Text(finding.Message));
                    xml.WriteAttributeString("source", $"plimsoll.{finding.Rule}");
                    xml.WriteEndElement();
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }, cancellationToken);
    }
}
