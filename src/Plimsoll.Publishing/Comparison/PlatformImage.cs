using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;
using Plimsoll.Oci.Storage.Assembly;

namespace Plimsoll.Publishing.Comparison;

/// <summary>The image of one platform, read for a comparison.</summary>
/// <param name="Platform">The platform, or <c>null</c> where it says none.</param>
/// <param name="Digest">The manifest.</param>
/// <param name="Manifest">What it says.</param>
/// <param name="Config">The configuration; <c>null</c> for an artifact.</param>
internal sealed record PlatformImage(Platform? Platform, Digest Digest, ImageManifest Manifest, ImageConfig? Config)
{
    /// <summary>The layers, lowest first: how each is recognised in the other image, what it is, and which command made it.</summary>
    public IReadOnlyList<(Digest Identity, Descriptor Layer, string? CreatedBy)> Layers
    {
        get
        {
            // The same content may be compressed in another way, or not at all in an engine.
            var contents = Config?.RootFs?.DiffIds is { } ids && ids.Count == Manifest.Layers.Count ? ids : null;
            var steps = Config?.History?.Where(entry => !entry.EmptyLayer).ToList() is { } history && history.Count == Manifest.Layers.Count ? history : null;
            return [.. Manifest.Layers.Select((layer, index) => (contents?[index] ?? layer.Digest, layer, steps?[index].CreatedBy))];
        }
    }

    /// <summary>The base image, by annotations or labels, or <c>null</c>.</summary>
    public string? Base
    {
        get
        {
            var (name, digest) = (Find(BaseImage.NameLabel), Find(BaseImage.DigestLabel));
            return name is null ? digest : digest is null || name.Contains('@') ? name : $"{name}@{digest}";
        }
    }

    /// <summary>Reads the images of all platforms; attestations are none.</summary>
    public static async Task<IReadOnlyList<PlatformImage>> ReadAsync(ComparedImage image, CancellationToken cancellationToken)
    {
        if (image.Manifest.Parse() is ImageManifest single)
            return [await ReadAsync(image, image.Manifest, single, platform: null, cancellationToken)];

        var images = new List<PlatformImage>();
        foreach (var entry in await PlatformSelector.ListAsync(image.Source, image.Manifest, cancellationToken))
            if (await image.Source.GetManifestAsync(entry.Digest.ToString(), cancellationToken) is var content && content.Parse() is ImageManifest manifest)
                images.Add(await ReadAsync(image, content, manifest, entry.Platform, cancellationToken));
        return images;
    }

    private static async Task<PlatformImage> ReadAsync(ComparedImage image, ManifestContent content, ImageManifest manifest, Platform? platform, CancellationToken cancellationToken)
    {
        var config = await image.Source.ReadConfigAsync(manifest, cancellationToken);
        return new PlatformImage(platform ?? config?.Platform, content.Descriptor.Digest, manifest, config);
    }

    private string? Find(string name) => Manifest.Annotations?.GetValueOrDefault(name) ?? Config?.Config?.Labels?.GetValueOrDefault(name);
}
