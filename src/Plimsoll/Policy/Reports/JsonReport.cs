using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plimsoll.Policy.Reports;

/// <summary>
/// The outcome as JSON: <c>{ "schemaVersion": 1, "findings": […], "images": […], "files": n }</c>, members and entries in
/// a stable order, UTF-8 without byte order mark, ended by a line feed. Absent values are <c>null</c>.
/// </summary>
public static class JsonReport
{
    /// <summary>The version of the report's shape.</summary>
    public const int SchemaVersion = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the report.</summary>
    public static async Task WriteAsync(CheckResult result, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, result);

        await output.WriteAsync(DisarmCommands(buffer.WrittenSpan), cancellationToken);
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
            json.WriteString("severity", ReportNames.Of(finding.Severity));
            json.WriteString("message", finding.Message);
            json.WriteString("advice", finding.Advice);
            json.WriteString("image", finding.Image);
            Write(json, finding.Span);
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
            json.WriteString("verdict", ReportNames.Of(verdict));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("files", result.Files);
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

    /// <summary>
    /// A CI log takes <c>##vso[</c> for a command wherever it stands. In JSON a '#' stands only in strings, where
    /// <c>\u0023</c> is the same character.
    /// </summary>
    private static byte[] DisarmCommands(ReadOnlySpan<byte> json)
    {
        var result = new ArrayBufferWriter<byte>(json.Length + 64);
        for (int at; (at = json.IndexOf("##"u8)) >= 0; json = json[(at + 1)..])
        {
            result.Write(json[..at]);
            result.Write("\\u0023"u8);
        }

        result.Write(json);
        result.Write("\n"u8);
        return result.WrittenSpan.ToArray();
    }
}
