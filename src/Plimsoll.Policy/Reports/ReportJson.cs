using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

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

        // Azure takes "##" for a command. It stands only in strings here, where the escape is the same character.
        var buffered = new BufferedStream(output, 64 * 1024);
        var rest = buffer.WrittenMemory;
        while (rest.Span.IndexOf("##"u8) is >= 0 and var at)
        {
            await buffered.WriteAsync(rest[..(at + 1)], cancellationToken);
            await buffered.WriteAsync(@"\u0023"u8.ToArray(), cancellationToken);
            rest = rest[(at + 2)..];
        }

        await buffered.WriteAsync(rest, cancellationToken);
        await buffered.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await buffered.FlushAsync(cancellationToken);
    }
}
