using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>Chooses the image of one platform from an index.</summary>
internal static class PlatformSelector
{
    /// <summary>
    /// The image for <paramref name="platform"/>: <paramref name="root"/> itself where it is not an index, else the first
    /// entry that matches. A variant counts only where it is asked for; attestations are no platform.
    /// </summary>
    /// <exception cref="PlimsollException">The index has no such platform (exit code 6), and the message lists those it has.</exception>
    public static Task<ManifestContent> SelectAsync(IImageSource source, ManifestContent root, Platform platform, CancellationToken cancellationToken) =>
        SelectAsync(source, root, platform, depth: 0, cancellationToken);

    private static async Task<ManifestContent> SelectAsync(IImageSource source, ManifestContent root, Platform platform, int depth, CancellationToken cancellationToken)
    {
        if (root.Parse() is not ImageIndex index)
            return root;

        if (depth > ImageCopier.MaximumDepth)
            throw PlimsollException.Usage($"The index {root.Descriptor.Digest} is nested too deeply.");

        var entry = index.Manifests.FirstOrDefault(candidate => candidate.Platform is { } offered && Matches(offered, platform))
            ?? throw PlimsollException.NotFound(
                $"The image {root.Descriptor.Digest} has no platform {platform}.",
                Offer(index));
        return await SelectAsync(source, await source.GetManifestAsync(entry.Digest.ToString(), cancellationToken), platform, depth + 1, cancellationToken);
    }

    /// <summary>The platforms to choose from, as a sentence.</summary>
    internal static string Offer(ImageIndex index) =>
        $"Available platforms: {string.Join(", ", index.Manifests.Select(candidate => candidate.Platform).Where(IsPlatform))}.";

    private static bool IsPlatform(Platform? platform) => platform is { Os: not "unknown" };

    private static bool Matches(Platform offered, Platform wanted) =>
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
