using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Plimsoll.Images;
using Plimsoll.Storage;
using Plimsoll.Tags;

namespace Plimsoll.Publishing;

/// <summary>The JSON of receipts and plans: camelCase, indented, enumerations as words, source-generated.</summary>
[JsonSerializable(typeof(Receipt))]
internal sealed partial class PublishingJson : JsonSerializerContext
{
    static PublishingJson() => Default = new PublishingJson(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Converters =
        {
            new DigestJsonConverter(),
            new JsonStringEnumConverter<TagAction>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<Mutability>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<BlobOutcome>(JsonNamingPolicy.CamelCase),
        },
    });
}
