using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Registries;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing.Builds;

namespace Plimsoll.IntegrationTests.Publishing.Builds;

/// <summary>What tests of builds have in common: building as publishing does, and reading back what is in the registry.</summary>
internal static class BuildWorld
{
    /// <summary>Builds by a recipe, publishes, and reads the image under its version.</summary>
    public static async Task<PublishedImage> BuildAsync(this PublishingWorld world, BuildRecipe recipe)
    {
        await world.PublishAsync(recipe.ApplyTo);
        return await world.ReadAsync();
    }

    public static async Task<PublishedImage> ReadAsync(this PublishingWorld world)
    {
        await using var services = world.Services();
        var repository = services.OpenRegistry(ImageReference.Parse($"{world.Registry.Root}/acme/app"));
        var root = await repository.GetManifestAsync("2.1.0", CancellationToken.None);
        var manifest = (ImageManifest)(await PlatformSelector.SelectAsync(repository, root, Platform.LinuxAmd64, CancellationToken.None)).Parse();
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var layer in manifest.Layers)
            await ReadLayerAsync(repository, layer, files);
        return new PublishedImage(root, manifest, (await repository.ReadConfigAsync(manifest, CancellationToken.None))!, files);
    }

    private static async Task ReadLayerAsync(RegistryRepository source, Descriptor layer, SortedDictionary<string, byte[]> files)
    {
        await using var content = await source.OpenBlobAsync(layer, CancellationToken.None);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        bytes.Position = 0;
        await using Stream plain = bytes.GetBuffer() is [0x1f, 0x8b, ..] ? new GZipStream(bytes, CompressionMode.Decompress) : bytes;
        await using var tar = new TarReader(plain);
        while (await tar.GetNextEntryAsync(copyData: true) is { } entry)
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                files[entry.Name.TrimStart('.', '/') is var name && entry.Name.StartsWith("./", StringComparison.Ordinal) ? name : entry.Name] = await ReadAsync(entry.DataStream);
    }

    private static async Task<byte[]> ReadAsync(Stream? data)
    {
        using var bytes = new MemoryStream();
        if (data is not null)
            await data.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}

/// <summary>A published image as it is in the registry.</summary>
internal sealed record PublishedImage(ManifestContent Root, ImageManifest Manifest, ImageConfig Config, IReadOnlyDictionary<string, byte[]> Bytes)
{
    /// <summary>The files as text.</summary>
    public IReadOnlyDictionary<string, string> Files { get; } = new SortedDictionary<string, string>(Bytes.ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value)), StringComparer.Ordinal);

    /// <summary>Label and annotation, which must be the same.</summary>
    public string? Mark(string name)
    {
        var label = Config.Config?.Labels?.GetValueOrDefault(name);
        Assert.Equal(label, Manifest.Annotations?.GetValueOrDefault(name));
        return label;
    }
}

/// <summary>Keeps what is told.</summary>
internal sealed class Told<T> : IProgress<T>
{
    private readonly List<T> _values = [];

    public IReadOnlyList<T> Values
    {
        get
        {
            lock (_values)
                return [.. _values];
        }
    }

    public void Report(T value)
    {
        lock (_values)
            _values.Add(value);
    }
}
