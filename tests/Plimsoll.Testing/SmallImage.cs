using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Testing;

/// <summary>A valid image of a configuration and one layer, made by hand; different text, different image.</summary>
public sealed record SmallImage(ManifestContent Manifest, IReadOnlyDictionary<Descriptor, byte[]> Blobs)
{
    public static SmallImage Create(string text = "hello", string architecture = "amd64")
    {
        var layerBytes = Encoding.UTF8.GetBytes(text);
        var layer = new Descriptor(MediaTypes.OciLayer, Digest.Sha256(layerBytes), layerBytes.Length);
        var configBytes = Encoding.UTF8.GetBytes($$$"""{"os":"linux","architecture":"{{{architecture}}}","rootfs":{"type":"layers","diff_ids":["{{{layer.Digest}}}"]}}""");
        var config = new Descriptor(MediaTypes.OciConfig, Digest.Sha256(configBytes), configBytes.Length);
        var manifest = new ImageManifest(config, [layer]) { MediaType = MediaTypes.OciManifest }.Serialize();
        return new SmallImage(manifest, new Dictionary<Descriptor, byte[]> { [config] = configBytes, [layer] = layerBytes });
    }

    /// <summary>An artifact that refers to another manifest, as signing tools attach one: an empty configuration and one blob.</summary>
    public static SmallImage CreateArtifact(Descriptor subject, string artifactType = "application/vnd.example.sbom", string text = "an sbom")
    {
        var layerBytes = Encoding.UTF8.GetBytes(text);
        var layer = new Descriptor("text/plain", Digest.Sha256(layerBytes), layerBytes.Length);
        var configBytes = "{}"u8.ToArray();
        var config = new Descriptor(MediaTypes.OciEmpty, Digest.Sha256(configBytes), configBytes.Length);
        var manifest = new ImageManifest(config, [layer])
        {
            MediaType = MediaTypes.OciManifest,
            ArtifactType = artifactType,
            Subject = new Descriptor(subject.MediaType, subject.Digest, subject.Size),
            Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["org.example.text"] = text },
        };
        return new SmallImage(manifest.Serialize(), new Dictionary<Descriptor, byte[]> { [config] = configBytes, [layer] = layerBytes });
    }

    /// <summary>Writes the blobs that are missing, then the manifest.</summary>
    public async Task PushAsync(IImageSink sink, string? tag)
    {
        foreach (var (blob, bytes) in Blobs)
            if (!await sink.HasBlobAsync(blob, CancellationToken.None))
                await sink.PutBlobAsync(blob, _ => ValueTask.FromResult<Stream>(new MemoryStream(bytes)), CancellationToken.None);
        await sink.PutManifestAsync(Manifest, tag, CancellationToken.None);
    }
}
