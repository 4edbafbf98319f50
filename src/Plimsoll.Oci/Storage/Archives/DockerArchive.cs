using System.Text.Json;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Archives;

/// <summary>
/// Reads what <c>docker save</c> writes, in all its shapes: layers as <c>ID/layer.tar</c> with links between them (before
/// Docker 25), the OCI layout with a <c>manifest.json</c> (since), gzip-compressed layers under any name (.NET SDK), and
/// the files of skopeo and Podman. Where the archive holds the image's manifest, that one counts; else an OCI manifest
/// is made over the layers as they are. Source: moby, image/spec/v1.2.md.
/// </summary>
public static class DockerArchive
{
    internal const string ManifestPath = "manifest.json";
    internal const string LegacyPath = "repositories";

    private const int MaximumConfigSize = 8 * 1024 * 1024;

    /// <summary>Opens an archive on disk.</summary>
    /// <exception cref="PlimsollException">There is no such file (exit code 6), or it is not a docker-archive, broken or hostile (exit code 2).</exception>
    public static async Task<ImageArchive> OpenAsync(string path, CancellationToken cancellationToken) =>
        await ImageArchive.ReadAsync(await ArchiveFile.OpenAsync(path, progress: null, cancellationToken), ReadAsync, cancellationToken);

    /// <summary>Reads an archive from a stream, such as standard input, through a temporary file.</summary>
    /// <param name="content">The archive; it is disposed.</param>
    /// <param name="name">What the archive is called in messages.</param>
    /// <param name="spoolDirectory">The folder of the temporary file, which only this user can read.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="PlimsollException">It is not a docker-archive, broken or hostile (exit code 2).</exception>
    public static async Task<ImageArchive> OpenAsync(Stream content, string name, string spoolDirectory, CancellationToken cancellationToken) =>
        await OpenAsync(content, name, spoolDirectory, progress: null, cancellationToken);

    /// <summary>As <see cref="OpenAsync(Stream, string, string, CancellationToken)"/>.</summary>
    /// <param name="content">The archive; it is disposed.</param>
    /// <param name="name">What the archive is called in messages.</param>
    /// <param name="spoolDirectory">The folder of the temporary file.</param>
    /// <param name="progress">Told of what takes long, or <c>null</c>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal static async Task<ImageArchive> OpenAsync(Stream content, string name, string spoolDirectory, IProgress<WorkProgress>? progress, CancellationToken cancellationToken) =>
        await ImageArchive.ReadAsync(await ArchiveFile.OpenAsync(content, name, spoolDirectory, SpoolLimits.Default, progress, cancellationToken), ReadAsync, cancellationToken);

    internal static async Task<ImageArchive> ReadAsync(ArchiveFile file, CancellationToken cancellationToken)
    {
        var items = await ReadItemsAsync(file, cancellationToken);
        var stored = await OciArchive.ReadIndexAsync(file, cancellationToken) is { } index
            ? await OciArchive.FindManifestsAsync(file, index, cancellationToken)
            : [];
        var originals = await ByConfigAsync(file, stored.Values, cancellationToken);
        using var layers = new LayerReader(file);
        var derived = new Dictionary<Digest, ManifestContent>();
        var images = new List<ArchivedImage>();
        foreach (var item in items)
        {
            var config = await ReadConfigAsync(file, item, layers, cancellationToken);
            if (!originals.TryGetValue(config.Descriptor.Digest, out var manifest))
            {
                var content = await DeriveAsync(file, item, config, layers, cancellationToken);
                manifest = content.Descriptor;
                derived[manifest.Digest] = content;
            }

            images.Add(new ArchivedImage(manifest, item.RepoTags ?? []));
        }

        return new ImageArchive(file, images, layers.Blobs, derived, stored, ArchiveReferrers.None) { IsDockerArchive = true };
    }

    private static async Task<IReadOnlyList<DockerArchiveItem>> ReadItemsAsync(ArchiveFile file, CancellationToken cancellationToken)
    {
        if (file.Find(ManifestPath) is not { } entry)
            throw file.Broken(file.Find(LegacyPath) is null
                ? "is not a docker-archive: it has no manifest.json"
                : "was written by a Docker older than 1.10, without manifest.json");

        var bytes = await file.ReadAsync(entry, ManifestContent.MaximumSize, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, ArchiveJson.Default.IReadOnlyListDockerArchiveItem) is { Count: > 0 } items
                ? items
                : throw file.Broken("contains no images");
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw file.Broken($"has an invalid manifest.json: {JsonErrorText.Describe(exception)}", exception);
        }
    }

    private static async Task<Config> ReadConfigAsync(ArchiveFile file, DockerArchiveItem item, LayerReader layers, CancellationToken cancellationToken)
    {
        // JSON can say null where the type does not.
        if (item is not { Config: { Length: > 0 } path, Layers: { } paths } || paths.Contains(null!) || item.RepoTags?.Contains(null!) == true)
            throw file.Broken("lists an image without configuration or layers, or with an empty name");

        var entry = file.Get(path);
        var bytes = await file.ReadAsync(entry, MaximumConfigSize, cancellationToken);
        var descriptor = new Descriptor(MediaTypes.OciConfig, Digest.Sha256(bytes.Span), bytes.Length);
        if (path.StartsWith("blobs/", StringComparison.Ordinal) && path != OciArchive.GetPath(descriptor.Digest))
            throw new ContentMismatchException(descriptor, $"the archive '{file.Name}' lists it as '{path}'");

        layers.Blobs[descriptor.Digest] = entry;
        return new Config(descriptor, bytes);
    }

    /// <summary>The complete image manifests of the archive's OCI layout, by the configuration they name.</summary>
    private static async Task<Dictionary<Digest, Descriptor>> ByConfigAsync(ArchiveFile file, IEnumerable<Descriptor> stored, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Digest, Descriptor>();
        foreach (var descriptor in stored.Where(descriptor => !MediaTypes.IsIndex(descriptor.MediaType)))
        {
            var complete = await OciArchive.TryReadAsync(file, descriptor, cancellationToken) is ImageManifest image
                && image.Blobs.All(blob => blob.IsForeign || file.Find(OciArchive.GetPath(blob.Digest)) is not null)
                ? image
                : null;
            if (complete is not null)
                found.TryAdd(complete.Config.Digest, descriptor);
        }

        return found;
    }

    private static async Task<ManifestContent> DeriveAsync(ArchiveFile file, DockerArchiveItem item, Config config, LayerReader layers, CancellationToken cancellationToken)
    {
        IReadOnlyList<Digest> diffIds;
        try
        {
            diffIds = JsonSerializer.Deserialize(config.Bytes.Span, OciJson.Default.ImageConfig)?.RootFs?.DiffIds ?? [];
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw file.Broken($"has an invalid configuration: {JsonErrorText.Describe(exception)}", exception);
        }

        var paths = item.Layers!;
        if (diffIds.Count != paths.Count)
            throw file.Broken($"lists {Quantity.Format(paths.Count, "layer")} for an image whose configuration has {diffIds.Count}");

        var descriptors = new List<Descriptor>();
        foreach (var (path, diffId) in paths.Zip(diffIds))
        {
            var layer = await layers.DescribeAsync(path, cancellationToken);
            // What is not compressed must be the very layer that the configuration names.
            if (layer.MediaType == MediaTypes.OciLayer && layer.Digest != diffId)
                throw new ContentMismatchException(layer with { Digest = diffId }, $"the archive '{file.Name}' contains {layer.Digest} in its place");
            descriptors.Add(layer);
        }

        return new ImageManifest(config.Descriptor, descriptors) { MediaType = MediaTypes.OciManifest }.Serialize();
    }

    private sealed record Config(Descriptor Descriptor, ReadOnlyMemory<byte> Bytes);

    /// <summary>Describes layers by their content, each place in the file once.</summary>
    private sealed class LayerReader(ArchiveFile file) : IDisposable
    {
        private readonly WorkMeter? _meter = WorkMeter.Start(file.Progress, WorkKind.Hashing, file.ShortName, file.Length);
        private readonly Dictionary<long, Descriptor> _described = [];

        public Dictionary<Digest, ArchiveEntry> Blobs { get; } = [];

        public async Task<Descriptor> DescribeAsync(string path, CancellationToken cancellationToken)
        {
            var entry = file.Get(path);
            if (_described.TryGetValue(entry.Offset, out var known))
                return known;

            await using var content = file.Open(entry);
            var start = new byte[6];
            var read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
            var mediaType = Compressions.Detect(start.AsSpan(0, read)) switch
            {
                Compression.None => MediaTypes.OciLayer,
                Compression.Gzip => MediaTypes.OciLayerGzip,
                Compression.Zstd => MediaTypes.OciLayerZstd,
                var other => throw file.Broken($"has a layer compressed with {other.ToString().ToLowerInvariant()}, which registries do not support"),
            };
            content.Position = 0;
            using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
            var buffer = new byte[256 * 1024];
            while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            {
                hash.AppendData(buffer.AsSpan(0, count));
                _meter?.Add(count);
            }

            var descriptor = new Descriptor(mediaType, Digest.FromHash(hash.GetCurrentHash()), entry.Length);
            Blobs[descriptor.Digest] = entry;
            return _described[entry.Offset] = descriptor;
        }

        public void Dispose() => _meter?.Dispose();
    }
}
