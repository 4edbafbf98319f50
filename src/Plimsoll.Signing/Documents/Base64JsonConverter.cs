using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Signing.Documents;

/// <summary>Bytes as base64 of the standard alphabet. Each sequence of bytes has one text only; any other is refused (<see cref="Base64Text"/>).</summary>
internal sealed class Base64JsonConverter : JsonConverter<ReadOnlyMemory<byte>>
{
    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Base64Text.TryDecode(reader.GetString()!, out var bytes)
            ? bytes
            : throw new JsonException("the value is not base64");

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value.Span);
}
