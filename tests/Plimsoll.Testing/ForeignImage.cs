using System.Text;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Testing;

/// <summary>An image of one layer of its own and one that is elsewhere, as Windows base images were for long.</summary>
public sealed class ForeignImage : IImageSource
{
    private readonly Dictionary<Digest, byte[]> _blobs = [];

    /// <param name="content">What the foreign layer holds.</param>
    /// <param name="urls">Where it is; none makes it a layer like any other.</param>
    public ForeignImage(string content, params string[] urls)
    {
        ForeignBytes = Encoding.UTF8.GetBytes(content);
        Foreign = new Descriptor(MediaTypes.DockerForeignLayerGzip, Digest.Sha256(ForeignBytes), ForeignBytes.Length) { Urls = urls };
        var own = Add(MediaTypes.DockerLayerGzip, "own");
        var config = Add(MediaTypes.DockerConfig, $$$"""{"os":"windows","architecture":"amd64","rootfs":{"type":"layers","diff_ids":["{{{Foreign.Digest}}}","{{{own.Digest}}}"]}}""");
        Manifest = new ImageManifest(config, [Foreign, own]) { MediaType = MediaTypes.DockerManifest }.Serialize();
        Own = [config, own];
    }

    public ManifestContent Manifest { get; }

    /// <summary>The layer that is elsewhere.</summary>
    public Descriptor Foreign { get; }

    public byte[] ForeignBytes { get; }

    /// <summary>The other blobs.</summary>
    public IReadOnlyList<Descriptor> Own { get; }

    /// <summary>The blobs that were read.</summary>
    public List<Digest> Opened { get; } = [];

    public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => new(Manifest.Descriptor);

    public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) => new(Manifest);

    public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        lock (Opened)
            Opened.Add(blob.Digest);
        return _blobs.TryGetValue(blob.Digest, out var bytes) ? new(new MemoryStream(bytes)) : throw PlimsollException.NotFound($"There is no blob {blob.Digest}.");
    }

    private Descriptor Add(string mediaType, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        _blobs[Digest.Sha256(bytes)] = bytes;
        return new Descriptor(mediaType, Digest.Sha256(bytes), bytes.Length);
    }
}
