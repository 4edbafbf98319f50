using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Images;

/// <summary>
/// The one way JSON of the OCI specifications is read and written: source-generated, no escaping of <c>+</c> (media
/// types would become <c>\u002B</c>), absent members left out. A member that is there twice is refused: of two readers
/// one may believe the first and the other the last.
/// </summary>
[JsonSerializable(typeof(ImageManifest))]
[JsonSerializable(typeof(ImageIndex))]
[JsonSerializable(typeof(ManifestProbe))]
[JsonSerializable(typeof(ImageConfig))]
[JsonSerializable(typeof(Descriptor))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class OciJson : JsonSerializerContext
{
    static OciJson() => Default = new OciJson(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 32,
        AllowDuplicateProperties = false,
        Converters = { new DigestJsonConverter() },
    });
}

/// <summary>Writes a digest as its text and refuses any text that is not one.</summary>
internal sealed class DigestJsonConverter : JsonConverter<Digest>
{
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Digest.TryParse(reader.GetString(), out var digest, out var error)
            ? digest
            : throw new JsonException("a digest is not valid");

    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
