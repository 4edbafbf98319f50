using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

/// <summary>The <c>rootfs</c> object: digests of the uncompressed layers.</summary>
/// <param name="DiffIds">One digest a layer, lowest first.</param>
public sealed record RootFs([property: JsonPropertyName("diff_ids")] IReadOnlyList<Digest> DiffIds)
{
    /// <summary>Always <c>layers</c>.</summary>
    [JsonPropertyName("type")]
    [JsonPropertyOrder(-1)]
    public string Type { get; init; } = "layers";
}
