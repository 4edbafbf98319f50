using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Storage.Archives;

/// <summary>JSON that only archives have.</summary>
[JsonSerializable(typeof(IReadOnlyList<DockerArchiveItem>))]
internal sealed partial class ArchiveJson : JsonSerializerContext
{
    static ArchiveJson() => Default = new ArchiveJson(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 16,
    });
}
