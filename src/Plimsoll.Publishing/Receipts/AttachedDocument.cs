using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Signing.Artifacts;

namespace Plimsoll.Publishing.Receipts;

/// <summary>A document beside an image: an artifact that refers to it, with an empty configuration and the document as its only layer.</summary>
internal static class AttachedDocument
{
    /// <summary>Attaches a document. The same one twice is one artifact.</summary>
    /// <param name="repository">Where the image is.</param>
    /// <param name="image">The image.</param>
    /// <param name="type">The type of the artifact and of its layer.</param>
    /// <param name="content">The document.</param>
    /// <param name="created">When it was made.</param>
    /// <param name="annotations">The annotations in the list of referrers.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The artifact's descriptor.</returns>
    public static async Task<Descriptor> AttachAsync(
        IImageRepository repository,
        Descriptor image,
        string type,
        byte[] content,
        DateTimeOffset created,
        IReadOnlyDictionary<string, string> annotations,
        CancellationToken cancellationToken)
    {
        var artifact = ArtifactContent.Create(type, content, image, created, annotations);
        await artifact.PutAsync(repository, tag: null, cancellationToken);
        return Referrer.Describe(artifact.Manifest);
    }

    /// <summary>Reads the document of an artifact.</summary>
    /// <returns><c>null</c> where it is an artifact of another form.</returns>
    /// <exception cref="PlimsollException">It is larger than <paramref name="largest"/> bytes (exit code 2), or gone (6).</exception>
    public static async Task<byte[]?> ReadAsync(IImageSource source, Descriptor artifact, string type, long largest, string place, CancellationToken cancellationToken)
    {
        var manifest = (await source.GetManifestAsync(artifact.Digest.ToString(), cancellationToken)).Parse();
        if (manifest is not ImageManifest { Layers: [var layer] } || layer.MediaType != type)
            return null;
        if (layer.Size > largest)
            throw PlimsollException.Usage($"{place} cannot be read: it is larger than {largest / (1024 * 1024)} MiB.");

        // To its end, where the stream checks the digest.
        await using var content = await source.OpenBlobAsync(layer, cancellationToken);
        using var bytes = new MemoryStream((int)layer.Size);
        await content.CopyToAsync(bytes, cancellationToken);
        return bytes.ToArray();
    }
}
