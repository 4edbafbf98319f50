using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Testing;

/// <summary>An index of small images, one a platform, and an attestation as BuildKit adds one.</summary>
public sealed class InMemoryIndex : IImageSource
{
    private readonly IReadOnlyList<InMemoryImage> _images;

    private InMemoryIndex(IReadOnlyList<InMemoryImage> images, ManifestContent manifest)
    {
        _images = images;
        Manifest = manifest;
    }

    public ManifestContent Manifest { get; }

    public static InMemoryIndex Create(params string[] platforms) => CreateOf("", platforms);

    /// <summary>An index of images that hold a text; another text, other blobs.</summary>
    public static InMemoryIndex CreateOf(string content, params string[] platforms)
    {
        var images = platforms.Append("attestation").Select(platform => InMemoryImage.Create(null, (platform, platform + content))).ToList();
        var entries = images.Zip(platforms.Select(Platform.Parse).Append(new Platform("unknown", "unknown")), (image, platform) => image.Manifest.Descriptor with { Platform = platform });
        return new InMemoryIndex(images, new ImageIndex([.. entries]) { MediaType = MediaTypes.OciIndex }.Serialize());
    }

    public ManifestContent Image(int number) => _images[number].Manifest;

    public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        new(All().Select(content => content.Descriptor).FirstOrDefault(descriptor => descriptor.Digest.ToString() == tagOrDigest));

    public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        new(All().FirstOrDefault(content => content.Descriptor.Digest.ToString() == tagOrDigest) ?? throw PlimsollException.NotFound($"There is no {tagOrDigest}."));

    public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
        _images.First(image => image.Content.Blobs.Any(known => known.Digest == blob.Digest)).OpenBlobAsync(blob, cancellationToken);

    private IEnumerable<ManifestContent> All() => _images.Select(image => image.Manifest).Append(Manifest);
}
