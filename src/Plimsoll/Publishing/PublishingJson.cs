using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Plimsoll.Images;
using Plimsoll.Storage;
using Plimsoll.Tags;

namespace Plimsoll.Publishing;

/// <summary>The JSON of receipts and plans: camelCase, indented, enumerations as words, source-generated.</summary>
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(SavedPlan))]
internal sealed partial class PublishingJson : JsonSerializerContext
{
    static PublishingJson()
    {
        Default = new PublishingJson(OptionsOf(isIndented: true));
        Compact = new PublishingJson(OptionsOf(isIndented: false));
    }

    /// <summary>The same without white space, for hashes.</summary>
    public static PublishingJson Compact { get; }

    private static JsonSerializerOptions OptionsOf(bool isIndented) => new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = isIndented,
        NewLine = "\n",
        Converters =
        {
            new DigestJsonConverter(),
            new JsonStringEnumConverter<TagAction>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<Mutability>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<BlobOutcome>(JsonNamingPolicy.CamelCase),
        },
    };
}
