using System.Text.Json;

namespace Plimsoll.Build.Parameters;

/// <summary>JSON as people write it: with comments and trailing commas. What the parser would only find later is refused at once.</summary>
internal static class ValidJson
{
    private static readonly JsonDocumentOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        MaxDepth = 64,
    };

    /// <summary>Parses a text.</summary>
    /// <exception cref="JsonException">It is not JSON, too deep, or an object has two properties of one name.</exception>
    public static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            ReadTexts(document.RootElement);
            return document.RootElement.Clone();
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair, written as an escape, is only found when the text is asked for.
            throw new JsonException("A text is not valid Unicode.", exception);
        }
    }

    private static void ReadTexts(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
            foreach (var item in json.EnumerateArray())
                ReadTexts(item);
        else if (json.ValueKind == JsonValueKind.String)
            json.GetString();
        if (json.ValueKind == JsonValueKind.Object)
            foreach (var property in json.EnumerateObject())
            {
                _ = property.Name;
                ReadTexts(property.Value);
            }
    }
}
