using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

/// <summary>
/// Names one piece of content by digest, size and type (OCI image-spec, descriptor.md).
/// </summary>
/// <param name="MediaType">What the content is; see <see cref="MediaTypes"/>.</param>
/// <param name="Digest">The digest of the content's bytes.</param>
/// <param name="Size">The number of bytes.</param>
public sealed record Descriptor(
    [property: JsonPropertyName("mediaType")] string MediaType,
    [property: JsonPropertyName("digest")] Digest Digest,
    [property: JsonPropertyName("size")] long Size)
{
    /// <summary>Where else the content may be fetched from; followed only when asked for.</summary>
    [JsonPropertyName("urls")]
    public IReadOnlyList<string>? Urls { get; init; }

    /// <summary>
    /// Whether the content stays where <see cref="Urls"/> lead, and need not be where the manifest is. A layer of such a
    /// type without addresses is like any other: nobody would find it elsewhere.
    /// </summary>
    [JsonIgnore]
    public bool IsForeign => Urls is { Count: > 0 } && MediaTypes.IsForeign(MediaType);

    /// <summary>Free-form metadata, or <c>null</c>.</summary>
    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>In an index: what the manifest runs on.</summary>
    [JsonPropertyName("platform")]
    public Platform? Platform { get; init; }

    /// <summary>The type of an artifact, where the content is an artifact's manifest.</summary>
    [JsonPropertyName("artifactType")]
    public string? ArtifactType { get; init; }

    /// <summary>Same content: digest and size are equal, whatever the metadata.</summary>
    public bool NamesSameContentAs(Descriptor other) => Digest == other.Digest && Size == other.Size;
}
