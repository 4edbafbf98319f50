using System.Text.Json.Serialization;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Archives;

/// <summary>One image in the <c>manifest.json</c> of a docker-archive (moby, image/spec/v1.2.md, "Combined Image JSON").</summary>
/// <param name="Config">The path of the configuration in the archive.</param>
/// <param name="RepoTags">The image's names, or <c>null</c>.</param>
/// <param name="Layers">The paths of the layers in the archive, lowest first.</param>
internal sealed record DockerArchiveItem(
    [property: JsonPropertyName("Config")] string? Config,
    [property: JsonPropertyName("RepoTags")] IReadOnlyList<string>? RepoTags,
    [property: JsonPropertyName("Layers"), JsonConverter(typeof(ListJsonConverter<string>))] IReadOnlyList<string>? Layers);
