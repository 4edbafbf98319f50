using System.Text.Json;
using Plimsoll.Policy.Checking;
using Plimsoll.Policy.Suppressions;

namespace Plimsoll.Policy.Reports;

/// <summary>
/// The outcome as JSON: <c>{ "schemaVersion": 1, "findings": […], "images": […], "changes": […], "files": n, "unread": […] }</c>, members and entries in
/// a stable order, UTF-8 without byte order mark, ended by a line feed. Absent values are <c>null</c>.
/// </summary>
internal static class JsonReport
{
    /// <summary>The version of the report's shape.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Writes the report.</summary>
    public static async Task WriteAsync(CheckResult result, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        await ReportJson.WriteAsync(output, json => Write(json, result), cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, CheckResult result)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", SchemaVersion);
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule);
            json.WriteString("severity", ReportNames.GetName(finding.Severity));
            json.WriteString("message", finding.Message);
            json.WriteString("advice", finding.Advice);
            json.WriteString("image", finding.Image);
            Write(json, finding.Span);
            json.WriteString("fingerprint", finding.Fingerprint);
            json.WriteBoolean("wasThere", finding.WasThere);
            json.WriteBoolean("suppressed", finding.Suppression is not null);
            Write(json, finding.Suppression);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("images");
        foreach (var (use, verdict) in result.Images)
        {
            json.WriteStartObject();
            json.WriteString("image", use.Image);
            json.WriteString("kind", use.Kind);
            Write(json, use.Span);
            json.WriteString("verdict", ReportNames.GetName(verdict));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("changes");
        foreach (var change in result.Changes)
            Write(json, change);
        json.WriteEndArray();
        json.WriteNumber("files", result.Files);
        json.WriteNumber("excluded", result.Excluded);
        json.WriteStartArray("unread");
        foreach (var unread in result.Unread)
        {
            json.WriteStartObject();
            json.WriteString("file", unread.File);
            json.WriteString("kind", unread.Kind);
            json.WriteNumber("line", unread.Line);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ImageChange change)
    {
        json.WriteStartObject();
        json.WriteString("file", change.File);
        json.WriteStartArray("environments");
        foreach (var environment in change.Environments)
            json.WriteStringValue(environment);
        json.WriteEndArray();
        json.WriteString("before", change.Before?.Image);
        json.WriteString("after", change.After?.Image);
        json.WriteString("verdict", change.Verdict is { } verdict ? ReportNames.GetName(verdict) : null);
        Write(json, "sizeBefore", change.SizeBefore);
        Write(json, "sizeAfter", change.SizeAfter);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter json, Suppression? suppression)
    {
        if (suppression is null)
        {
            json.WriteNull("suppression");
            return;
        }

        json.WriteStartObject("suppression");
        json.WriteString("kind", ReportNames.GetName(suppression.Kind));
        json.WriteString("reason", suppression.Reason);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SourceSpan span)
    {
        json.WriteString("file", span.File);
        json.WriteNumber("startLine", span.StartLine);
        json.WriteNumber("startColumn", span.StartColumn);
        json.WriteNumber("endLine", span.EndLine);
        json.WriteNumber("endColumn", span.EndColumn);
    }
}
