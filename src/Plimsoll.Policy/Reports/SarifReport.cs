using System.Globalization;
using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Rules;
using Plimsoll.Policy.Suppressions;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Policy.Reports;

/// <summary>
/// The outcome as SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), with what code scanning of GitHub asks for besides:
/// every rule with its texts, one location for each result whose region is the image token, a fingerprint under the one name
/// that GitHub reads. What is suppressed is there, with its suppression. No text is empty.
/// </summary>
internal static class SarifReport
{
    /// <summary>How many results GitHub accepts per run; it rejects a run with more, so that the most severe are kept.</summary>
    public const int MaximumResults = 25_000;

    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private const string Root = "%SRCROOT%";

    /// <summary>Writes the report.</summary>
    /// <param name="result">The outcome, with paths from the root of the repository (<see cref="RepositoryPaths"/>).</param>
    /// <param name="rules">The rules with their texts, as the front end names its settings.</param>
    /// <param name="output">Where to.</param>
    /// <param name="version">The version of Plimsoll.</param>
    /// <param name="cancellationToken">Ends the writing early.</param>
    public static Task WriteAsync(CheckResult result, IReadOnlyList<RuleDescription> rules, Stream output, string version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentException.ThrowIfNullOrEmpty(version);
        return ReportJson.WriteAsync(output, json => Write(json, result, rules, version), cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, CheckResult result, IReadOnlyList<RuleDescription> rules, string version)
    {
        var findings = result.Findings;
        var left = Math.Max(0, findings.Count - MaximumResults);
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, rules, version);
        WriteRoot(json);
        json.WriteString("columnKind", "utf16CodeUnits");

        // Of the two parts of an identifier, category and run, the second is empty: one run replaces the other.
        json.WriteStartObject("automationDetails");
        json.WriteString("id", "plimsoll/");
        json.WriteEndObject();
        if (left > 0)
            WriteNotification(json, $"{Quantity.Format(left, "more finding")} omitted: code scanning accepts at most {MaximumResults} per run.");

        json.WriteStartArray("results");
        foreach (var finding in left == 0 ? findings : [.. findings.OrderByDescending(finding => finding.Severity).Take(MaximumResults)])
            WriteResult(json, finding);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, IReadOnlyList<RuleDescription> rules, string version)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Plimsoll");
        json.WriteString("version", version);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
            WriteRule(json, rule);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter json, RuleDescription rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Name);
        WriteText(json, "shortDescription", rule.Title);
        WriteText(json, "fullDescription", rule.Description);
        json.WriteStartObject("help");
        json.WriteString("text", $"{rule.Why}\n\n{rule.HowToFix}");
        json.WriteString("markdown", RuleMarkdown.Format(rule));
        json.WriteEndObject();
        json.WriteStartObject("defaultConfiguration");

        // A rule that is off by default has the severity with which it is usually turned on.
        json.WriteString("level", ReportNames.GetName(rule.Severities.Highest ?? Severity.Error));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteStartArray("tags");
        json.WriteStringValue("container-images");
        if (rule.SecuritySeverity is not null)
            json.WriteStringValue("security");
        json.WriteEndArray();
        if (rule.SecuritySeverity is { } severity)
            json.WriteString("security-severity", severity.ToString("0.0", CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What the paths start from, without its address, which is another on each machine.</summary>
    private static void WriteRoot(Utf8JsonWriter json)
    {
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(Root);
        WriteText(json, "description", "The root of the repository.");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteNotification(Utf8JsonWriter json, string message)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", true);
        json.WriteStartArray("toolExecutionNotifications");
        json.WriteStartObject();
        json.WriteString("level", "warning");
        WriteText(json, "message", message);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule);
        if (RuleCatalogue.IndexOf(finding.Rule) is { } index)
            json.WriteNumber("ruleIndex", index);
        json.WriteString("level", ReportNames.GetName(finding.Severity));
        WriteText(json, "message", GetMessage(finding));
        WriteLocation(json, finding.Span);
        if (finding.Fingerprint.Length > 0)
        {
            json.WriteStartObject("partialFingerprints");
            json.WriteString("primaryLocationLineHash", $"{finding.Fingerprint}:1");
            json.WriteString("plimsoll/v1", finding.Fingerprint);
            json.WriteEndObject();
        }

        WriteSuppressions(json, finding.Suppression);
        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, SourceSpan span)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        var isRelative = !Path.IsPathRooted(span.File);
        json.WriteString("uri", isRelative ? Encode(span.File) : $"file://{(span.File.StartsWith('/') ? "" : "/")}{Encode(span.File)}");
        if (isRelative)
            json.WriteString("uriBaseId", Root);
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", span.StartLine);
        json.WriteNumber("startColumn", span.StartColumn);
        json.WriteNumber("endLine", span.EndLine);
        json.WriteNumber("endColumn", span.EndColumn);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>The standard requires them for every result or for none (3.27.23); an empty array says that the result is not suppressed.</summary>
    private static void WriteSuppressions(Utf8JsonWriter json, Suppression? suppression)
    {
        json.WriteStartArray("suppressions");
        if (suppression is not null)
        {
            json.WriteStartObject();
            json.WriteString("kind", suppression.Kind == SuppressionKind.InSource ? "inSource" : "external");
            if (Justification(suppression) is { } justification)
                json.WriteString("justification", justification);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? Justification(Suppression suppression) =>
        !string.IsNullOrWhiteSpace(suppression.Reason) ? LogText.Neutralize(suppression.Reason)
        : suppression.Kind == SuppressionKind.Baseline ? "Listed in the baseline."
        : null;

    /// <summary>A message may have links, <c>[text](address)</c> (3.11.6); text of a file must not create one.</summary>
    private static string GetMessage(Finding finding)
    {
        var text = LogText.Neutralize(finding.Advice is { } advice ? $"{finding.Message} {advice}" : finding.Message).Replace("](", "] (", StringComparison.Ordinal);
        return string.IsNullOrWhiteSpace(text) ? finding.Rule : text;
    }

    private static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
