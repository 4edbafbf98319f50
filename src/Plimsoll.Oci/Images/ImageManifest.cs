using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

/// <summary>An image for one platform (OCI image-spec, manifest.md; Docker schema 2 has the same shape).</summary>
/// <param name="Config">The image's configuration.</param>
/// <param name="Layers">The layers, lowest first.</param>
public sealed record ImageManifest(
    [property: JsonPropertyName("config")] Descriptor Config,
    [property: JsonPropertyName("layers"), JsonConverter(typeof(ListJsonConverter<Descriptor>))] IReadOnlyList<Descriptor> Layers) : Manifest
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<Descriptor> Children => [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<Descriptor> Blobs => [.. Layers.Prepend(Config).DistinctBy(blob => blob.Digest)];

    /// <summary>This manifest in new bytes.</summary>
    public ManifestContent Serialize() =>
        ManifestContent.Create(MediaType ?? MediaTypes.OciManifest, JsonSerializer.SerializeToUtf8Bytes(this, OciJson.Default.ImageManifest));
}
