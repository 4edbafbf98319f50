using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

/// <summary>A flag that may be <c>null</c>, which Go takes for one that is not set.</summary>
internal sealed class FlagJsonConverter : JsonConverter<bool>
{
    public override bool HandleNull => true;

    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw new JsonException("A flag is neither true nor false."),
    };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}
