using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

/// <summary>What a manifest says, read from its bytes: an <see cref="ImageManifest"/> or an <see cref="ImageIndex"/>.</summary>
public abstract record Manifest
{
    internal const string Hostile = "No OCI tool writes such a manifest, so it may be malicious: do not use it.";

    private static readonly SearchValues<char> TypeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+/");

    private protected Manifest()
    {
    }

    /// <summary>Always 2.</summary>
    [JsonPropertyName("schemaVersion")]
    [JsonPropertyOrder(-3)]
    public int SchemaVersion { get; init; } = 2;

    /// <summary>The manifest's own media type; <c>null</c> where an older OCI writer left it out.</summary>
    [JsonPropertyName("mediaType")]
    [JsonPropertyOrder(-2)]
    public string? MediaType { get; init; }

    /// <summary>What kind of artifact this is, or <c>null</c> for an image.</summary>
    [JsonPropertyName("artifactType")]
    [JsonPropertyOrder(-1)]
    public string? ArtifactType { get; init; }

    /// <summary>The manifest that this one refers to (a signature's image, say), or <c>null</c>.</summary>
    [JsonPropertyName("subject")]
    [JsonPropertyOrder(8)]
    public Descriptor? Subject { get; init; }

    /// <summary>Free-form metadata, or <c>null</c>.</summary>
    [JsonPropertyName("annotations")]
    [JsonPropertyOrder(9)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The manifests that this one lists: those of an index; none for an image.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<Descriptor> Children { get; }

    /// <summary>The blobs that this manifest names, configuration first, each digest once; none for an index.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<Descriptor> Blobs { get; }

    /// <summary>Reads a manifest.</summary>
    /// <param name="mediaType">What the server or the descriptor says the bytes are.</param>
    /// <param name="bytes">The manifest, at most <see cref="ManifestContent.MaximumSize"/> bytes.</param>
    /// <exception cref="PlimsollException">
    /// The bytes are no JSON manifest, contradict <paramref name="mediaType"/>, or claim to be an image and an index at
    /// once (CVE-2021-41190) (exit code 2).
    /// </exception>
    public static Manifest Parse(string mediaType, ReadOnlyMemory<byte> bytes) => Parse("The manifest", mediaType, bytes);

    /// <summary>The same, with the manifest called by name in messages.</summary>
    internal static Manifest Parse(string name, string mediaType, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var probe = JsonSerializer.Deserialize(bytes.Span, OciJson.Default.ManifestProbe)
                ?? throw PlimsollException.Usage($"{name} is empty.");
            if (probe.HasManifests && (probe.HasLayers || probe.HasConfig))
                throw PlimsollException.Usage($"{name} is both an image and an index.", Hostile);

            MemberCase.Check(name, bytes.Span);
            if (probe.MediaType is not null && !string.Equals(MediaTypes.Normalize(probe.MediaType), mediaType, StringComparison.OrdinalIgnoreCase))
                throw PlimsollException.Usage($"{name} declares {Quote(probe.MediaType)}, but was served as {Quote(mediaType)}.");

            if (MediaTypes.IsIndex(mediaType))
                return JsonSerializer.Deserialize(bytes.Span, OciJson.Default.ImageIndex) is { Manifests: not null } index && AreWhole(index.Manifests)
                    ? Checked(name, index)
                    : throw PlimsollException.Usage($"{name} is an index with no manifests, or an entry without a media type, digest or size.");

            if (!MediaTypes.IsManifest(mediaType))
                throw PlimsollException.Usage($"{name} has {Quote(mediaType)}, which is not a supported manifest type.", "Plimsoll reads OCI images and indexes, and Docker schema 2 images and lists.");

            return JsonSerializer.Deserialize(bytes.Span, OciJson.Default.ImageManifest) is { Config: not null, Layers: not null } image && AreWhole([image.Config, .. image.Layers])
                ? Checked(name, image)
                : throw PlimsollException.Usage($"{name} has no config or layers, or a descriptor without a media type, digest or size.");
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw PlimsollException.Usage($"{name} is not valid: {JsonErrorText.Describe(exception)}.", innerException: exception);
        }
    }

    /// <summary>A type as messages show it; what cannot be one may be anything, of any length, and is not repeated.</summary>
    private static string Quote(string mediaType) =>
        mediaType.Length <= 255 && !mediaType.AsSpan().ContainsAnyExcept(TypeCharacters) ? $"the media type '{mediaType}'" : "a media type that is not valid";

    private static Manifest Checked(string name, Manifest manifest)
    {
        if (manifest.Subject is not null && !AreWhole([manifest.Subject]))
            throw PlimsollException.Usage($"{name} has a subject without a media type, digest or size.");

        if (manifest is ImageManifest image && image.Layers.Prepend(image.Config).GroupBy(blob => blob.Digest).FirstOrDefault(same => same.Any(blob => blob.Size != same.First().Size)) is { } wrong)
            throw PlimsollException.Usage($"{name} lists the blob {wrong.Key} with two different sizes.", Hostile);

        return manifest;
    }

    /// <summary>JSON can leave out what a descriptor must have.</summary>
    internal static bool AreWhole(IEnumerable<Descriptor?> descriptors) =>
        descriptors.All(descriptor => descriptor is { MediaType: not null, Digest: not null, Size: >= 0 });
}
