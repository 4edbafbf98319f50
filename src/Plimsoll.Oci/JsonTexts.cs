using System.Text.Json.Nodes;

namespace Plimsoll.Oci;

/// <summary>The texts of a JSON document that is changed and written again.</summary>
internal static class JsonTexts
{
    /// <summary>
    /// Reads every name and text. A tree reads them when they are first asked for, and only then finds half a character or bytes
    /// that are not UTF-8.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is such a text, see <see cref="JsonErrorText.IsMalformed"/>.</exception>
    public static void Check(JsonNode? node)
    {
        if (node is JsonObject members)
            foreach (var (_, value) in members)
                Check(value);
        else if (node is JsonArray items)
            foreach (var item in items)
                Check(item);
        else if (node is JsonValue value)
            _ = value.TryGetValue<string>(out _);
    }
}
