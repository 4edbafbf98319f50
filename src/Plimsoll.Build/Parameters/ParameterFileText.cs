using System.Text;
using System.Text.Json;

namespace Plimsoll.Build.Parameters;

/// <summary>Changes the text of a parameter file and leaves the rest of it, comments included, as it is.</summary>
internal static class ParameterFileText
{
    /// <summary>A file without values.</summary>
    public const string Empty = """
        {
          "$schema": "./build.schema.json"
        }

        """;

    /// <summary>Sets a value to a text, where the file has one of the name, in any spelling; else adds it at the end.</summary>
    /// <param name="json">The file: one JSON object.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The text.</param>
    public static string Set(string json, string name, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var written = Quote(value);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        reader.Read();
        var (end, isEmpty) = ((int)reader.BytesConsumed, true);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMeant = ParameterName.GetKey(reader.GetString()!) == ParameterName.GetKey(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            (end, isEmpty) = ((int)reader.BytesConsumed, false);
            if (isMeant)
                return Splice(bytes, start, end, written);
        }

        return Splice(bytes, end, end, $"{(isEmpty ? "" : ",")}\n  {Quote(name)}: {written}{(isEmpty ? "\n" : "")}");
    }

    private static string Splice(byte[] bytes, int start, int end, string text) =>
        Encoding.UTF8.GetString(bytes.AsSpan(0, start)) + text + Encoding.UTF8.GetString(bytes.AsSpan(end));

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
