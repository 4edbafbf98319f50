using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Testing;

/// <summary>
/// A small real image, as from a Dockerfile with <c>FROM scratch</c> and one <c>COPY</c> a layer: gzip-compressed layers,
/// configuration, OCI manifest. Engines load it and registries take it.
/// </summary>
public sealed class InMemoryImage : IImageSource
{
    private readonly Dictionary<Digest, byte[]> _blobs = [];

    private InMemoryImage(ManifestContent manifest) => Manifest = manifest;

    public ManifestContent Manifest { get; }

    public ImageManifest Content => (ImageManifest)Manifest.Parse();

    /// <summary>The digest of the configuration: the ID that an engine gives to the image.</summary>
    public Digest Id => Content.Config.Digest;

    /// <summary>An image with one layer for each file, in order.</summary>
    public static InMemoryImage Create(IReadOnlyDictionary<string, string>? labels = null, params (string Path, string Content)[] files)
    {
        if (files.Length == 0)
            files = [("hello.txt", "hello"), ("etc/motd", "welcome")];

        var tars = files.Select(file => Tar(file.Path, file.Content)).ToList();
        var layers = tars.Select(Gzip).ToList();
        var config = Encoding.UTF8.GetBytes(Config(labels, tars, files).ToJsonString());
        var manifest = new ImageManifest(
            DescriptorOf(MediaTypes.OciConfig, config),
            [.. layers.Select(layer => DescriptorOf(MediaTypes.OciLayerGzip, layer))])
        {
            MediaType = MediaTypes.OciManifest,
        };
        var image = new InMemoryImage(manifest.Serialize());
        foreach (var blob in layers.Append(config))
            image._blobs[Digest.Sha256(blob)] = blob;
        return image;
    }

    /// <summary>The blob's bytes.</summary>
    public byte[] Blob(Digest digest) => _blobs[digest];

    /// <summary>The same image with a blob that is not what its digest says.</summary>
    public InMemoryImage WithBrokenBlob(Digest digest)
    {
        var broken = new InMemoryImage(Manifest);
        foreach (var (name, content) in _blobs)
            broken._blobs[name] = name == digest ? [.. content.Select(value => (byte)~value)] : content;
        return broken;
    }

    /// <summary>The same image with another configuration.</summary>
    /// <param name="edit">Changes what the configuration says.</param>
    public InMemoryImage WithConfig(Action<JsonObject> edit)
    {
        var config = JsonNode.Parse(_blobs[Id])!.AsObject();
        edit(config);
        var bytes = Encoding.UTF8.GetBytes(config.ToJsonString());
        var edited = new InMemoryImage((Content with { Config = DescriptorOf(MediaTypes.OciConfig, bytes) }).Serialize());
        foreach (var layer in Content.Layers)
            edited._blobs[layer.Digest] = _blobs[layer.Digest];
        edited._blobs[edited.Id] = bytes;
        return edited;
    }

    /// <summary>A tar with one file.</summary>
    public static byte[] Tar(string path, string content)
    {
        using var buffer = new MemoryStream();
        using (var writer = new TarWriter(buffer, TarEntryFormat.Ustar, leaveOpen: true))
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path)
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
                ModificationTime = DateTimeOffset.UnixEpoch,
            });
        return buffer.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
            gzip.Write(content);
        return buffer.ToArray();
    }

    public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        ValueTask.FromResult(tagOrDigest == "latest" || tagOrDigest == Manifest.Descriptor.Digest.ToString() ? Manifest.Descriptor : null);

    public async ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        await ResolveAsync(tagOrDigest, cancellationToken) is not null ? Manifest : throw PlimsollException.NotFound($"There is no '{tagOrDigest}'.");

    public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken) =>
        _blobs.TryGetValue(blob.Digest, out var content)
            ? ValueTask.FromResult<Stream>(new VerifyingStream(new MemoryStream(content), blob))
            : throw PlimsollException.NotFound($"There is no blob {blob.Digest}.");

    private static JsonObject Config(IReadOnlyDictionary<string, string>? labels, List<byte[]> tars, (string Path, string Content)[] files) => new()
    {
        ["created"] = "2026-05-19T12:00:00Z",
        ["architecture"] = "amd64",
        ["os"] = "linux",
        ["config"] = new JsonObject
        {
            ["Labels"] = new JsonObject((labels ?? new Dictionary<string, string>()).Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
        },
        ["rootfs"] = new JsonObject
        {
            ["type"] = "layers",
            ["diff_ids"] = new JsonArray([.. tars.Select(tar => (JsonNode)Digest.Sha256(tar).ToString())]),
        },
        ["history"] = new JsonArray([.. files.Select(file => (JsonNode)new JsonObject { ["created"] = "2026-05-19T12:00:00Z", ["created_by"] = $"COPY {file.Path} /" })]),
    };

    private static Descriptor DescriptorOf(string mediaType, byte[] content) => new(mediaType, Digest.Sha256(content), content.Length);
}
