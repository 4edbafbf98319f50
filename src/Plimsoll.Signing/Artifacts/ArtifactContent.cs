using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Signing.Artifacts;

/// <summary>An artifact that is to be kept beside an image: its manifest, and the blobs that the manifest names.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Blobs">The blobs, each with its content.</param>
internal sealed record ArtifactContent(ManifestContent Manifest, IReadOnlyList<(Descriptor Descriptor, ReadOnlyMemory<byte> Content)> Blobs)
{
    private const string CreatedAnnotation = "org.opencontainers.image.created";

    private static readonly byte[] EmptyConfig = "{}"u8.ToArray();

    /// <summary>An artifact of one document with an empty configuration, that refers to an image.</summary>
    /// <param name="type">The type of the artifact and of its layer.</param>
    /// <param name="document">The document.</param>
    /// <param name="image">The image.</param>
    /// <param name="created">When the document was made.</param>
    /// <param name="annotations">What a list of referrers shows besides.</param>
    /// <param name="title">The name of the file that tools are to save the document as, or <c>null</c>.</param>
    public static ArtifactContent Create(
        string type,
        ReadOnlyMemory<byte> document,
        Descriptor image,
        DateTimeOffset created,
        IReadOnlyDictionary<string, string> annotations,
        string? title = null)
    {
        var layer = new Descriptor(type, Digest.Sha256(document.Span), document.Length)
        {
            Annotations = title is null ? null : new Dictionary<string, string> { ["org.opencontainers.image.title"] = title },
        };
        var config = new Descriptor(MediaTypes.OciEmpty, Digest.Sha256(EmptyConfig), EmptyConfig.Length);
        var manifest = new ImageManifest(config, [layer])
        {
            MediaType = MediaTypes.OciManifest,
            ArtifactType = type,
            Subject = new Descriptor(image.MediaType, image.Digest, image.Size),
            Annotations = new SortedDictionary<string, string>(annotations.ToDictionary(), StringComparer.Ordinal) { [CreatedAnnotation] = Timestamps.Rfc3339(created) },
        };
        return new ArtifactContent(manifest.Serialize(), [(config, EmptyConfig), (layer, document)]);
    }

    /// <summary>Writes the blobs that are missing, then the manifest.</summary>
    /// <param name="sink">Where the image is.</param>
    /// <param name="tag">The tag that it is kept under, or <c>null</c> for an artifact that is found as a referrer.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public async Task PutAsync(IImageSink sink, string? tag, CancellationToken cancellationToken)
    {
        foreach (var (descriptor, content) in Blobs)
            if (!await sink.HasBlobAsync(descriptor, cancellationToken))
                await sink.PutBlobAsync(descriptor, _ => new(new MemoryStream(content.ToArray(), writable: false)), cancellationToken);
        await sink.PutManifestAsync(Manifest, tag, cancellationToken);
    }
}
