using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Policy.Reports;

/// <summary>The form that all reports in JSON have: indented, UTF-8 without byte order mark, ended by a line feed, no command to the CI host that prints it.</summary>
internal static class ReportJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(Stream output, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
            write(json);

        await output.WriteAsync(Encoding.UTF8.GetBytes(LogText.NeutralizeJson(Encoding.UTF8.GetString(buffer.WrittenSpan)) + "\n"), cancellationToken);
    }
}
