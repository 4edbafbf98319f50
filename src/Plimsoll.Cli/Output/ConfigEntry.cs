using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Plimsoll.Publishing.Configuration.Settings;

namespace Plimsoll.Cli.Output;

/// <summary>A setting.</summary>
/// <param name="Key">Its key in the configuration file.</param>
/// <param name="Value">Its value: a text, a list of texts, or null.</param>
/// <param name="Origin">Where that comes from.</param>
internal sealed record ConfigEntry(string Key, JsonNode? Value, ConfigOrigin Origin)
{
    /// <summary>The value in one line of text.</summary>
    [JsonIgnore]
    public string Text => Value switch
    {
        null => "-",
        JsonArray list => $"[{string.Join(", ", list.Select(item => Quote(item!.GetValue<string>())))}]",
        _ => Quote(Value.GetValue<string>()),
    };

    public static ConfigEntry Create(Setting setting, Func<string, string> fileName) => new(
        setting.Key,
        setting.IsList ? new JsonArray([.. setting.Values.Select(value => (JsonNode)JsonValue.Create(value))]) : setting.Values is [var only] ? JsonValue.Create(only) : null,
        ConfigOrigin.Create(setting.Origin, fileName));

    /// <summary>What would not be one word of a line stands in quotes.</summary>
    private static string Quote(string text) => text.Length == 0 || text.Any(char.IsControl) ? $"'{text.ReplaceLineEndings("\\n")}'" : text;
}
