using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

/// <summary>A set that JSON writes as an object of empty objects: <c>{ "80/tcp": {} }</c>. What has another shape is read as none.</summary>
internal sealed class KeySetJsonConverter : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        return value.RootElement.ValueKind == JsonValueKind.Object ? [.. value.RootElement.EnumerateObject().Select(member => member.Name)] : null;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var key in value)
        {
            writer.WriteStartObject(key);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
