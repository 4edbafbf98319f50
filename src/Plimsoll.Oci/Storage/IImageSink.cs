using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>A place that images are written to. Blobs come first, then the manifests that name them, tags last.</summary>
public interface IImageSink
{
    /// <summary>Whether the blob is there already.</summary>
    ValueTask<bool> HasBlobAsync(Descriptor blob, CancellationToken cancellationToken);

    /// <summary>Writes a blob, streaming; a blob of another size or digest is refused and leaves nothing behind.</summary>
    ValueTask PutBlobAsync(Descriptor blob, BlobOpener open, CancellationToken cancellationToken);

    /// <summary>Writes a manifest byte for byte, under its digest and, where given, a tag.</summary>
    ValueTask PutManifestAsync(ManifestContent manifest, string? tag, CancellationToken cancellationToken);
}
