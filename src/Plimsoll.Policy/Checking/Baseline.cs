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

    // Some hundred thousand findings.
    private const int MaximumBytes = 64 << 20;
    private const int FingerprintLength = 32;

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    /// <summary>Reads the fingerprints of a file.</summary>
    /// <exception cref="PlimsollException">The file is not there (exit code 6), or is not a valid baseline (exit code 2).</exception>
    public static async Task<IReadOnlySet<string>> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Path.Exists(path))
            throw new PlimsollException(ErrorKind.NotFound, $"The baseline file {path} does not exist.", "To create it, run the check with the setting 'update-baseline'.");

        try
        {
            using var json = JsonDocument.Parse(await Task.Run(() => SmallTextFile.Read(path, MaximumBytes), cancellationToken));
            if (json.RootElement.GetProperty("schemaVersion").GetInt32() != SchemaVersion)
                throw PlimsollException.Usage($"The baseline file {path} has an unsupported schema version; this version reads {SchemaVersion}.", "To recreate it, delete it and run the check with the setting 'update-baseline'.");
            return json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => FingerprintOf(finding)).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw PlimsollException.Usage($"{path} is not a valid baseline file: {Describe(exception)}.", "To recreate it, delete it and run the check with the setting 'update-baseline'.", exception);
        }
    }

    /// <summary>What is wrong, without the names of .NET's types.</summary>
    private static string Describe(Exception exception) => exception switch
    {
        KeyNotFoundException => "a member is missing",
        FormatException => exception.Message.TrimEnd('.'),
        InvalidOperationException => "a member has a value of another type",
        _ => JsonErrorText.Describe(exception),
    };

    private static string FingerprintOf(JsonElement finding) =>
        finding.GetProperty("fingerprint").GetString() is { Length: FingerprintLength } fingerprint && fingerprint.All(char.IsAsciiHexDigitLower)
            ? fingerprint
            : throw new FormatException($"'{finding.GetProperty("fingerprint")}' is not a fingerprint, which has {FingerprintLength} hexadecimal digits.");

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
            // By place, so that what was in it before and what is new are in the same order every time.
            foreach (var finding in result.Findings
                .Where(finding => finding.Suppression is null or { Kind: SuppressionKind.Baseline })
                .OrderBy(finding => finding.Span.File, StringComparer.Ordinal).ThenBy(finding => finding.Span.StartLine).ThenBy(finding => finding.Span.StartColumn).ThenBy(finding => finding.Rule, StringComparer.Ordinal))
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
