using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>Chooses the image of one platform from an index, also from an index within it.</summary>
internal static class PlatformSelector
{
    /// <summary>
    /// The image for <paramref name="platform"/>: <paramref name="root"/> itself where it is not an index and says no other, else the first
    /// one that matches. A variant counts only where it is asked for; attestations are no platform.
    /// </summary>
    /// <exception cref="PlimsollException">There is no such platform (exit code 6), and the message lists those that there are.</exception>
    public static async Task<ManifestContent> SelectAsync(IImageSource source, ManifestContent root, Platform platform, CancellationToken cancellationToken)
    {
        if (root.Parse() is not ImageIndex)
            return root.Parse() is ImageManifest image && (await source.ReadConfigAsync(image, cancellationToken))?.Platform is { } only && !Matches(only, platform)
                ? throw PlimsollException.NotFound($"The image {root.Descriptor.Digest} has no platform {platform}.", $"It is for {only} only.")
                : root;

        var images = await ListAsync(source, root, cancellationToken);
        return await FindAsync(source, images, platform, cancellationToken)
            ?? throw PlimsollException.NotFound($"The image {root.Descriptor.Digest} has no platform {platform}.", Offer(images));
    }

    /// <summary>The first of some images that is for a platform, or <c>null</c>.</summary>
    public static async Task<ManifestContent?> FindAsync(IImageSource source, IReadOnlyList<Descriptor> images, Platform platform, CancellationToken cancellationToken) =>
        images.FirstOrDefault(image => image.Platform is { } offered && Matches(offered, platform)) is { } found
            ? await source.GetManifestAsync(found.Digest.ToString(), cancellationToken)
            : null;

    /// <summary>
    /// The images of an index, those of the indexes in it included, each with its platform where one is known: its entry
    /// says it, else the entry of the index that it is in, else its configuration.
    /// </summary>
    /// <exception cref="PlimsollException">Indexes are nested too deeply (exit code 2), or what an index lists is missing (6).</exception>
    public static async Task<IReadOnlyList<Descriptor>> ListAsync(IImageSource source, ManifestContent root, CancellationToken cancellationToken)
    {
        var images = new List<Descriptor>();
        await AddAsync(source, root, null, images, [], depth: 0, cancellationToken);
        return images;
    }

    /// <summary>The platforms to choose from, as a sentence.</summary>
    internal static string Offer(IEnumerable<Descriptor> images) => $"Available platforms: {Join(images)}.";

    /// <summary>The platforms of some images, separated by commas.</summary>
    internal static string Join(IEnumerable<Descriptor> images) =>
        images.Where(image => !Attestations.IsAttestation(image)).Select(image => image.Platform).OfType<Platform>().Distinct().ToList() is { Count: > 0 } platforms
            ? string.Join(", ", platforms)
            : "none";

    private static async Task AddAsync(IImageSource source, ManifestContent content, Platform? within, List<Descriptor> images, HashSet<Digest> seen, int depth, CancellationToken cancellationToken)
    {
        if (depth > ImageCopier.MaximumDepth)
            throw PlimsollException.Usage($"The index {content.Descriptor.Digest} is nested too deeply.");

        var entries = Attestations.ImagesOf((ImageIndex)content.Parse()).Where(entry => MediaTypes.IsManifest(entry.MediaType)).ToList();
        foreach (var entry in entries.Where(entry => seen.Add(entry.Digest)))
            if (MediaTypes.IsIndex(entry.MediaType))
                await AddAsync(source, await source.GetManifestAsync(entry.Digest.ToString(), cancellationToken), entry.Platform ?? within, images, seen, depth + 1, cancellationToken);
            else if ((entry.Platform ?? within) is { } platform)
                images.Add(entry with { Platform = platform });
            else
                images.Add(entry with { Platform = await ReadPlatformAsync(source, entry, cancellationToken) });
    }

    private static async Task<Platform?> ReadPlatformAsync(IImageSource source, Descriptor image, CancellationToken cancellationToken) =>
        (await source.GetManifestAsync(image.Digest.ToString(), cancellationToken)).Parse() is ImageManifest manifest
            ? (await source.ReadConfigAsync(manifest, cancellationToken))?.Platform
            : null;

    /// <summary>Whether an image for one platform is what is asked for; a variant counts only where it is asked for.</summary>
    internal static bool Matches(Platform offered, Platform wanted) =>
        offered.Os == wanted.Os
        && offered.Architecture == wanted.Architecture
        && (wanted.Variant is null || Normal(offered) == Normal(wanted));

    /// <summary>arm64 without a variant is v8, and arm is v7 (containerd's platform defaults).</summary>
    private static string? Normal(Platform platform) => platform switch
    {
        { Variant: { } variant } => variant,
        { Architecture: "arm64" } => "v8",
        { Architecture: "arm" } => "v7",
        _ => null,
    };
}
