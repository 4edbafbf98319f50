using Plimsoll.Policy.Checking;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Policy.Reports;

/// <summary>
/// The findings as a code quality report of GitLab (docs.gitlab.com, "Code Quality report format"): an array of
/// <c>{ description, check_name, fingerprint, severity, location }</c>. What is suppressed is left out.
/// </summary>
internal static class GitLabReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="result">The outcome, with paths from the root of the repository (<see cref="RepositoryPaths"/>).</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Ends the writing early.</param>
    public static Task WriteAsync(CheckResult result, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        return ReportJson.WriteAsync(output, json =>
        {
            json.WriteStartArray();
            foreach (var finding in result.Active)
            {
                json.WriteStartObject();
                json.WriteString("description", LogText.Neutralize(finding.Message));
                json.WriteString("check_name", finding.Rule);
                json.WriteString("fingerprint", finding.Fingerprint);
                json.WriteString("severity", Severity(finding.Severity));
                json.WriteStartObject("location");
                json.WriteString("path", finding.Span.File);
                json.WriteStartObject("lines");
                json.WriteNumber("begin", finding.Span.StartLine);
                json.WriteNumber("end", finding.Span.EndLine);
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }, cancellationToken);
    }

    private static string Severity(Severity severity) => severity switch
    {
        Plimsoll.Policy.Severity.Error => "major",
        Plimsoll.Policy.Severity.Warning => "minor",
        _ => "info",
    };
}
