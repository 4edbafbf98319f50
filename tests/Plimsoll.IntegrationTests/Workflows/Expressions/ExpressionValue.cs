using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Plimsoll.IntegrationTests.Workflows.Expressions;

/// <summary>How the hosts convert and compare values.</summary>
internal static class ExpressionValue
{
    public static string Text(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "",
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.ToJsonString(),
        _ => throw new UnsupportedSyntaxException($"A text is expected, not {value.ToJsonString()}"),
    };

    public static bool IsTrue(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null or JsonValueKind.False => false,
        JsonValueKind.String => value.GetValue<string>().Length > 0,
        JsonValueKind.Number => value.ToJsonString() != "0",
        _ => true,
    };

    /// <summary>Texts are equal without case; values of different kinds as numbers.</summary>
    public static bool AreEqual(JsonNode? left, JsonNode? right) => (left?.GetValueKind() ?? JsonValueKind.Null, right?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => string.Equals(Text(left), Text(right), StringComparison.OrdinalIgnoreCase),
        (JsonValueKind.Null, JsonValueKind.Null) => true,
        _ => Number(left).Equals(Number(right)) && !double.IsNaN(Number(left)),
    };

    private static double Number(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null or JsonValueKind.False => 0,
        JsonValueKind.True => 1,
        JsonValueKind.String when Text(value).Length == 0 => 0,
        JsonValueKind.String or JsonValueKind.Number => double.TryParse(Text(value), CultureInfo.InvariantCulture, out var number) ? number : double.NaN,
        _ => double.NaN,
    };
}
