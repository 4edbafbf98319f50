using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plimsoll.Build.Output;

/// <summary>How JSON is written: indented, one kind of line end on all systems, and no escapes that HTML would need.</summary>
internal static class JsonText
{
    public static JsonWriterOptions Options { get; } = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
