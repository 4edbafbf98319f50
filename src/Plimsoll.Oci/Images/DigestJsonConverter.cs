using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

/// <summary>Writes a digest as its text and refuses any text that is not one.</summary>
internal sealed class DigestJsonConverter : JsonConverter<Digest>
{
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Digest.TryParse(reader.GetString(), out var digest, out var error)
            ? digest
            : throw new JsonException("the digest is not valid");

    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
