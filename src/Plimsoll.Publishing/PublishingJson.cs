using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Planning;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Publishing.Retention;
using Plimsoll.Tags;

namespace Plimsoll.Publishing;

/// <summary>
/// The JSON of receipts and plans: camelCase, indented, enumerations as words, source-generated. What is read must be whole:
/// a member that must be there is, and none is there twice.
/// </summary>
[JsonSerializable(typeof(ImageReceipt))]
[JsonSerializable(typeof(PlannedImage))]
[JsonSerializable(typeof(ReceiptStatement))]
[JsonSerializable(typeof(HoldDocument))]
[JsonSerializable(typeof(RunReceiptDocument))]
[JsonSerializable(typeof(RunPlanDocument))]
[JsonSerializable(typeof(PrunePlan))]
[JsonSerializable(typeof(PruneReceipt))]
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
        MaxDepth = 32,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters =
        {
            new DigestJsonConverter(),
            new JsonStringEnumConverter<TagAction>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new JsonStringEnumConverter<PlannedAction>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new JsonStringEnumConverter<Mutability>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
            new JsonStringEnumConverter<BlobOutcome>(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
    };
}
