using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Storage.Archives;

/// <summary>One image in the <c>manifest.json</c> of a docker-archive (moby, image/spec/v1.2.md, "Combined Image JSON").</summary>
/// <param name="Config">The path of the configuration in the archive.</param>
/// <param name="RepoTags">The image's names, or <c>null</c>.</param>
/// <param name="Layers">The paths of the layers in the archive, lowest first.</param>
internal sealed record DockerArchiveItem(
    [property: JsonPropertyName("Config")] string? Config,
    [property: JsonPropertyName("RepoTags")] IReadOnlyList<string>? RepoTags,
    [property: JsonPropertyName("Layers")] IReadOnlyList<string>? Layers);

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
