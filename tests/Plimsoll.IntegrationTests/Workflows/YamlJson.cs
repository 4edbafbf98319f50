using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.IntegrationTests.Workflows;

/// <summary>A YAML document as JSON, for schemas.</summary>
internal static class YamlJson
{
    /// <param name="node">The document.</param>
    /// <param name="isText">Whether every scalar is a text, as for Azure; else it is what it is in YAML.</param>
    public static JsonNode? Convert(YamlNode node, bool isText) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Convert(pair.Value, isText)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(item => Convert(item, isText))]),
        YamlScalarNode scalar when isText => scalar.Value,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "null" or "~" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => bool.Parse(flag.Value),
        YamlScalarNode { Style: ScalarStyle.Plain } number when int.TryParse(number.Value, CultureInfo.InvariantCulture, out var value) => value,
        YamlScalarNode scalar => scalar.Value,
        _ => throw new UnsupportedSyntaxException($"{node}"),
    };
}
