using System.Text.Json;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Archives;
using Plimsoll.Oci.Storage.Layers;

namespace Plimsoll.Oci.Storage.Assembly;

/// <summary>
/// An image made from the files of a directory, without a daemon: one gzip layer, a configuration and a manifest. The
/// same files and options give the same digest on every machine. The layer waits in a temporary file until disposal.
/// </summary>
internal sealed class AssembledImage : IImageSource, IDisposable
{
    private readonly FileStream _layerFile;
    private readonly Descriptor _layer;
    private readonly Descriptor _config;
    private readonly byte[] _configBytes;
    private readonly IImageSource? _base;

    private AssembledImage(FileStream layerFile, Descriptor layer, Descriptor config, byte[] configBytes, ManifestContent manifest, IImageSource? baseSource)
    {
        _base = baseSource;
        _layerFile = layerFile;
        _layer = layer;
        _config = config;
        _configBytes = configBytes;
        Manifest = manifest;
    }

    /// <summary>The image's manifest.</summary>
    public ManifestContent Manifest { get; }

    /// <summary>Assembles the files of <paramref name="directory"/>, which become the image's root.</summary>
    /// <exception cref="PlimsollException">
    /// The directory does not exist (exit code 6), is empty or holds something that is not a file, folder or symbolic link (exit code 2).
    /// </exception>
    public static async Task<AssembledImage> FromDirectoryAsync(string directory, AssemblyOptions options, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory))
            throw PlimsollException.NotFound($"Cannot assemble an image from {directory}: the directory does not exist.");
        if (!Directory.EnumerateFileSystemEntries(directory).Any())
            throw PlimsollException.Usage($"Cannot assemble an image from {directory}: the directory is empty.");

        var layerFile = Spool.Create(Path.GetTempPath());
        try
        {
            var (layer, diffId) = await WriteLayerAsync(directory, options, layerFile, cancellationToken);
            return options.Base is { } baseImage
                ? await PutOnAsync(baseImage, layerFile, layer, diffId, options, cancellationToken)
                : FromNothing(layerFile, layer, diffId, options);
        }
        catch
        {
            await layerFile.DisposeAsync();
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
        if (blob.Digest == _config.Digest)
            return new(new VerifyingStream(new MemoryStream(_configBytes, writable: false), blob));
        if (blob.Digest == _layer.Digest)
            return new(new VerifyingStream(new FileSlice(_layerFile.SafeFileHandle, 0, blob.Size), blob));

        return _base?.OpenBlobAsync(blob, cancellationToken)
            ?? throw PlimsollException.NotFound($"The assembled image has no blob {blob.Digest}.");
    }

    /// <summary>Lets go of the temporary layer.</summary>
    public void Dispose() => _layerFile.Dispose();

    private static AssembledImage FromNothing(FileStream layerFile, Descriptor layer, Digest diffId, AssemblyOptions options)
    {
        var configBytes = JsonSerializer.SerializeToUtf8Bytes(Configure(options, diffId), OciJson.Default.ImageConfig);
        if (options.Settings is { } settings)
            configBytes = ConfigEditor.Apply(configBytes, settings);
        var config = new Descriptor(MediaTypes.OciConfig, Digest.Sha256(configBytes), configBytes.Length);
        var manifest = new ImageManifest(config, [layer]) { MediaType = MediaTypes.OciManifest, Annotations = Sorted(options.Annotations) };
        return new AssembledImage(layerFile, layer, config, configBytes, manifest.Serialize(), baseSource: null);
    }

    /// <summary>An image keeps its base's family of media types: some registries refuse a mixture.</summary>
    private static async Task<AssembledImage> PutOnAsync(BaseImage baseImage, FileStream layerFile, Descriptor layer, Digest diffId, AssemblyOptions options, CancellationToken cancellationToken)
    {
        if (baseImage.Manifest.Parse() is not ImageManifest below || below.Config.MediaType is not (MediaTypes.OciConfig or MediaTypes.DockerConfig))
            throw PlimsollException.Usage($"{baseImage.Name ?? baseImage.Manifest.Descriptor.Digest.ToString()} cannot be the base image: it is not an image for one platform.", "Choose one with the setting 'platform'.");

        var isDocker = baseImage.Manifest.Descriptor.MediaType == MediaTypes.DockerManifest;
        var described = options with { Labels = Describe(baseImage, options.Labels), Annotations = Describe(baseImage, options.Annotations) };
        var configBytes = ConfigEditor.AddLayer(await ReadConfigAsync(baseImage.Source, below.Config, cancellationToken), diffId, described);
        var config = new Descriptor(below.Config.MediaType, Digest.Sha256(configBytes), configBytes.Length);
        var top = isDocker ? layer with { MediaType = MediaTypes.DockerLayerGzip } : layer;
        var manifest = new ImageManifest(config, [.. below.Layers, top])
        {
            MediaType = isDocker ? MediaTypes.DockerManifest : MediaTypes.OciManifest,
            Annotations = isDocker ? null : Sorted(described.Annotations),
        };
        return new AssembledImage(layerFile, layer, config, configBytes, manifest.Serialize(), baseImage.Source);
    }

    /// <summary>The labels or annotations with those that name the base.</summary>
    private static Dictionary<string, string> Describe(BaseImage baseImage, IReadOnlyDictionary<string, string> values)
    {
        var described = new Dictionary<string, string>(values) { [BaseImage.DigestLabel] = baseImage.Manifest.Descriptor.Digest.ToString() };
        if (baseImage.Name is { } name)
            described[BaseImage.NameLabel] = name;
        return described;
    }

    private static async Task<byte[]> ReadConfigAsync(IImageSource source, Descriptor config, CancellationToken cancellationToken)
    {
        if (config.Size > ManifestContent.MaximumSize)
            throw PlimsollException.Usage($"The base image's configuration has {config.Size} bytes, more than {ManifestContent.MaximumSize}.");

        await using var content = await source.OpenBlobAsync(config, cancellationToken);
        var bytes = new byte[config.Size];
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static async Task<(Descriptor Layer, Digest DiffId)> WriteLayerAsync(string directory, AssemblyOptions assembly, FileStream file, CancellationToken cancellationToken)
    {
        await using var compressing = LayerCompressor.Open(LayerCompression.Gzip, file);
        await using var tar = new HashingStream(compressing);
        using (var meter = WorkMeter.Start(assembly.Progress, WorkKind.Packing, Path.GetFileName(Path.TrimEndingDirectorySeparator(directory))))
            await DirectoryTar.WriteAsync(directory, assembly.Created, tar, meter, cancellationToken);

        var (digest, size) = await compressing.CompleteAsync(cancellationToken);
        await file.FlushAsync(cancellationToken);
        return (new Descriptor(MediaTypes.OciLayerGzip, digest, size), tar.Digest);
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
