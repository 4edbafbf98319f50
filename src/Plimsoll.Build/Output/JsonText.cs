using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plimsoll.Build.Output;

/// <summary>How JSON is written: indented, with the same line endings on all systems, and without escapes for HTML.</summary>
internal static class JsonText
{
    public static JsonWriterOptions Options { get; } = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
