using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Builds;

/// <summary>An image of which some manifests and blobs were replaced; everything else is read from where it is.</summary>
/// <param name="source">The image before.</param>
internal sealed class EditedImage(IImageSource source) : IImageSource
{
    private readonly Dictionary<Digest, ManifestContent> _manifests = [];
    private readonly Dictionary<Digest, Func<Stream>> _blobs = [];

    /// <summary>The image before.</summary>
    public IImageSource Before => source;

    /// <summary>Adds a manifest or index.</summary>
    public void Add(ManifestContent manifest) => _manifests[manifest.Descriptor.Digest] = manifest;

    /// <summary>Adds a small blob.</summary>
    public Descriptor Add(string mediaType, byte[] content)
    {
        var blob = new Descriptor(mediaType, Digest.Sha256(content), content.Length);
        _blobs[blob.Digest] = () => new MemoryStream(content, writable: false);
        return blob;
    }

    /// <summary>Adds a blob that is in a file.</summary>
    public void Add(Descriptor blob, string file) =>
        Add(blob, () => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan));

    /// <summary>Adds a blob that is opened anew each time it is read.</summary>
    public void Add(Descriptor blob, Func<Stream> open) => _blobs[blob.Digest] = open;

    public async ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        Find(tagOrDigest) is { } manifest ? manifest.Descriptor : await source.ResolveAsync(tagOrDigest, cancellationToken);

    public async ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        Find(tagOrDigest) ?? await source.GetManifestAsync(tagOrDigest, cancellationToken);

    public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
        _blobs.TryGetValue(blob.Digest, out var open) ? new(new VerifyingStream(open(), blob)) : source.OpenBlobAsync(blob, cancellationToken);

    private ManifestContent? Find(string tagOrDigest) => Digest.TryParse(tagOrDigest, out var digest) ? _manifests.GetValueOrDefault(digest) : null;
}
