using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Policy.Suppressions;

namespace Plimsoll.Policy.Checking;

/// <summary>
/// Known findings that are suppressed, by their fingerprints: <c>{ "schemaVersion": 1, "findings": [{ "fingerprint",
/// "rule", "file", "image" }] }</c>, in the order of the report. Only the fingerprint decides; the rest is for readers.
/// </summary>
internal static class Baseline
{
    /// <summary>The version of the file's shape.</summary>
    public const int SchemaVersion = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <summary>Reads the fingerprints of a file.</summary>
    /// <exception cref="PlimsollException">The file is not there (exit code 6), or is not a valid baseline (exit code 2).</exception>
    public static async Task<IReadOnlySet<string>> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
            throw new PlimsollException(ErrorKind.NotFound, $"The baseline file {path} does not exist.", "To create it, run the check with the setting 'update-baseline'.");

        try
        {
            await using var file = File.OpenRead(path);
            using var json = await JsonDocument.ParseAsync(file, cancellationToken: cancellationToken);
            if (json.RootElement.GetProperty("schemaVersion").GetInt32() != SchemaVersion)
                throw PlimsollException.Usage($"The baseline file {path} has an unsupported schema version; this version reads {SchemaVersion}.", "To recreate it, delete it and run the check with the setting 'update-baseline'.");
            return json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("fingerprint").GetString() ?? "").ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw PlimsollException.Usage($"{path} is not a valid baseline file: {exception.Message}", "To recreate it, delete it and run the check with the setting 'update-baseline'.", exception);
        }
    }

    /// <summary>Writes the active findings and those that only the old baseline suppressed; other suppressions are not taken over.</summary>
    public static async Task WriteAsync(CheckResult result, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        await using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteStartArray("findings");
            foreach (var finding in result.Findings.Where(finding => finding.Suppression is null or { Kind: SuppressionKind.Baseline }))
            {
                json.WriteStartObject();
                json.WriteString("fingerprint", finding.Fingerprint);
                json.WriteString("rule", finding.Rule);
                json.WriteString("file", finding.Span.File);
                json.WriteString("image", finding.Image);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }
}
