using System.IO.Compression;
using System.Text.Json;
using Plimsoll.Images;

namespace Plimsoll.Storage.Assembly;

/// <summary>
/// An image made from the files of a directory, without a daemon: one gzip layer, a configuration and a manifest. The
/// same files, options and .NET runtime give the same digest. The layer waits in a temporary file until disposal.
/// </summary>
public sealed class AssembledImage : IImageSource, IDisposable
{
    private readonly string _layerPath;
    private readonly Descriptor _layer;
    private readonly Descriptor _config;
    private readonly byte[] _configBytes;

    private AssembledImage(string layerPath, Descriptor layer, Descriptor config, byte[] configBytes, ManifestContent manifest)
    {
        _layerPath = layerPath;
        _layer = layer;
        _config = config;
        _configBytes = configBytes;
        Manifest = manifest;
    }

    /// <summary>The image's manifest.</summary>
    public ManifestContent Manifest { get; }

    /// <summary>Assembles the files of <paramref name="directory"/>, which become the image's root.</summary>
    /// <exception cref="PlimsollException">
    /// The directory does not exist (exit code 6), is empty or holds something that is no file, folder or symbolic link (exit code 2).
    /// </exception>
    public static async Task<AssembledImage> FromDirectoryAsync(string directory, AssemblyOptions options, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory))
            throw PlimsollException.NotFound($"There is no directory {directory} to assemble an image from.");
        if (!Directory.EnumerateFileSystemEntries(directory).Any())
            throw PlimsollException.Usage($"The directory {directory} is empty: there is nothing to assemble an image from.");

        var layerPath = Path.Combine(Path.GetTempPath(), $"plimsoll-layer-{Guid.NewGuid():n}.tar.gz");
        try
        {
            var (layer, diffId) = await WriteLayerAsync(directory, options.Created, layerPath, cancellationToken);
            var configBytes = JsonSerializer.SerializeToUtf8Bytes(Configure(options, diffId), OciJson.Default.ImageConfig);
            var config = new Descriptor(MediaTypes.OciConfig, Digest.Sha256(configBytes), configBytes.Length);
            var manifest = new ImageManifest(config, [layer])
            {
                MediaType = MediaTypes.OciManifest,
                Annotations = Sorted(options.Annotations),
            };
            return new AssembledImage(layerPath, layer, config, configBytes, manifest.Serialize());
        }
        catch
        {
            File.Delete(layerPath);
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask<Descriptor?> ResolveAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        new(tagOrDigest == Manifest.Descriptor.Digest.ToString() ? Manifest.Descriptor : null);

    /// <inheritdoc/>
    public async ValueTask<ManifestContent> GetManifestAsync(string tagOrDigest, CancellationToken cancellationToken) =>
        await ResolveAsync(tagOrDigest, cancellationToken) is not null
            ? Manifest
            : throw PlimsollException.NotFound($"The assembled image has no '{tagOrDigest}', only {Manifest.Descriptor.Digest}.");

    /// <inheritdoc/>
    public ValueTask<Stream> OpenBlobAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        Stream content = blob.Digest == _config.Digest ? new MemoryStream(_configBytes, writable: false)
            : blob.Digest == _layer.Digest ? new FileStream(_layerPath, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan)
            : throw PlimsollException.NotFound($"The assembled image has no blob {blob.Digest}.");
        return new ValueTask<Stream>(new VerifyingStream(content, blob));
    }

    /// <summary>Deletes the temporary layer.</summary>
    public void Dispose() => File.Delete(_layerPath);

    private static async Task<(Descriptor Layer, Digest DiffId)> WriteLayerAsync(string directory, DateTimeOffset time, string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await using var compressed = new HashingStream(file);
        Digest diffId;
        await using (var gzip = new GZipStream(new FixedGzipHeaderStream(compressed), CompressionLevel.Optimal, leaveOpen: true))
        await using (var tar = new HashingStream(gzip))
        {
            await DirectoryTar.WriteAsync(directory, time, tar, cancellationToken);
            diffId = tar.Digest;
        }

        return (new Descriptor(MediaTypes.OciLayerGzip, compressed.Digest, compressed.Length), diffId);
    }

    private static ImageConfig Configure(AssemblyOptions options, Digest diffId)
    {
        var created = Timestamps.Rfc3339(options.Created);
        return new ImageConfig
        {
            Created = created,
            Architecture = options.Platform.Architecture,
            Variant = options.Platform.Variant,
            Os = options.Platform.Os,
            Config = new ContainerConfig
            {
                Entrypoint = options.Entrypoint.Count > 0 ? options.Entrypoint : null,
                Labels = Sorted(options.Labels),
            },
            RootFs = new RootFs([diffId]),
            History = [new HistoryEntry { Created = created, CreatedBy = "plimsoll publish" }],
        };
    }

    private static SortedDictionary<string, string>? Sorted(IReadOnlyDictionary<string, string> values) =>
        values.Count == 0 ? null : new SortedDictionary<string, string>(values.ToDictionary(), StringComparer.Ordinal);
}
