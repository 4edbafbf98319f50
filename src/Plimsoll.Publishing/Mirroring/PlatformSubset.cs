using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Mirroring;

/// <summary>Some platforms of an image, as an index of its own: the same entries and bytes each time, and so the same digest.</summary>
internal static class PlatformSubset
{
    /// <summary>The index of some platforms, with their attestations; the image itself where it has no others.</summary>
    /// <exception cref="PlimsollException">The image has none of the platforms (exit code 6).</exception>
    public static async Task<ManifestContent> SelectAsync(IImageSource source, ManifestContent root, IReadOnlyList<Platform> platforms, CancellationToken cancellationToken)
    {
        if (root.Parse() is not ImageIndex index)
        {
            var own = root.Parse() is ImageManifest manifest ? (await source.ReadConfigAsync(manifest, cancellationToken))?.Platform : null;
            return own is null || platforms.Any(platform => PlatformSelector.Matches(own, platform)) ? root : throw None(root, platforms, $"It is for {own}.");
        }

        var images = await PlatformSelector.ListAsync(source, root, cancellationToken);
        var chosen = images.Where(image => image.Platform is { } offered && platforms.Any(platform => PlatformSelector.Matches(offered, platform))).ToList();
        if (chosen.Count == 0)
            throw None(root, platforms, PlatformSelector.Offer(images));
        if (chosen.Count == images.Count)
            return root;

        var digests = chosen.Select(image => image.Digest.ToString()).ToHashSet(StringComparer.Ordinal);
        var attestations = index.Manifests.Where(entry => Attestations.IsAttestation(entry) && Attestations.SubjectOf(entry) is { } subject && digests.Contains(subject));
        return (index with { Manifests = [.. chosen, .. attestations], MediaType = root.Descriptor.MediaType }).Serialize();
    }

    private static PlimsollException None(ManifestContent root, IReadOnlyList<Platform> platforms, string has) =>
        PlimsollException.NotFound($"The image {root.Descriptor.Digest} has no platform {string.Join(" or ", platforms)}.", has);
}
