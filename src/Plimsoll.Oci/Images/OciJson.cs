using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

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
