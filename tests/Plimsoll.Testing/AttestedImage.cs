using System.Text;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Testing;

/// <summary>An image for one platform with its provenance, as BuildKit writes both since 0.11: an index of the image and a manifest of statements about it.</summary>
public sealed class AttestedImage : IImageSource
{
    private readonly byte[] _statement;
    private readonly byte[] _config = "{}"u8.ToArray();

    private AttestedImage(InMemoryImage image, string builtAt)
    {
        Image = image;
        _statement = Encoding.UTF8.GetBytes($$$$"""{"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://slsa.dev/provenance/v0.2","subject":[{"digest":{"sha256":"{{{{image.Manifest.Descriptor.Digest.Hex}}}}"}}],"predicate":{"metadata":{"buildFinishedOn":"{{{{builtAt}}}}"}}}""");
        var layer = new Descriptor("application/vnd.in-toto+json", Digest.Sha256(_statement), _statement.Length) { Annotations = new Dictionary<string, string> { ["in-toto.io/predicate-type"] = "https://slsa.dev/provenance/v0.2" } };
        Attestation = new ImageManifest(new Descriptor(MediaTypes.OciConfig, Digest.Sha256(_config), _config.Length), [layer]) { MediaType = MediaTypes.OciManifest }.Serialize();
        Manifest = new ImageIndex(
        [
            image.Manifest.Descriptor with { Platform = Platform.LinuxAmd64 },
            Attestation.Descriptor with
            {
                Platform = new Platform("unknown", "unknown"),
                Annotations = new Dictionary<string, string> { ["vnd.docker.reference.digest"] = image.Manifest.Descriptor.Digest.ToString(), ["vnd.docker.reference.type"] = "attestation-manifest" },
            },
        ])
        {
            MediaType = MediaTypes.OciIndex,
        }.Serialize();
    }

    /// <summary>The index.</summary>
    public ManifestContent Manifest { get; }

    /// <summary>The manifest of the statements.</summary>
    public ManifestContent Attestation { get; }

    /// <summary>The image itself.</summary>
    public InMemoryImage Image { get; }

    /// <summary>The image with a statement that tells when it was built.</summary>
    public static AttestedImage Create(InMemoryImage image, string builtAt = "2026-05-19T12:00:00Z") => new(image, builtAt);

    public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) => new(Find(tagOrDigest)?.Descriptor);

    public ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        new(Find(tagOrDigest) ?? throw PlimsollException.NotFound($"There is no {tagOrDigest}."));

    public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
        blob.Digest == Digest.Sha256(_statement) ? new(new MemoryStream(_statement))
        : blob.Digest == Digest.Sha256(_config) ? new(new MemoryStream(_config))
        : Image.OpenBlobAsync(blob, cancellationToken);

    private ManifestContent? Find(string digest) => new[] { Manifest, Attestation, Image.Manifest }.FirstOrDefault(content => content.Descriptor.Digest.ToString() == digest);
}
