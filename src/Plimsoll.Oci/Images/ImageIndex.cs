using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

/// <summary>One name for the images of several platforms (OCI image-spec, image-index.md; Docker's manifest list has the same shape).</summary>
/// <param name="Manifests">The images, in order of preference.</param>
public sealed record ImageIndex(
    [property: JsonPropertyName("manifests"), JsonConverter(typeof(ListJsonConverter<Descriptor>))] IReadOnlyList<Descriptor> Manifests) : Manifest
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<Descriptor> Children => Manifests;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<Descriptor> Blobs => [];

    /// <summary>This index in new bytes.</summary>
    public ManifestContent Serialize() =>
        ManifestContent.Create(MediaType ?? MediaTypes.OciIndex, JsonSerializer.SerializeToUtf8Bytes(this, OciJson.Default.ImageIndex));
}
