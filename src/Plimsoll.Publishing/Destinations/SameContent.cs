using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Publishing.Destinations;

/// <summary>
/// Tells whether two manifests are of one image. Its configuration says all that runs (its layers uncompressed, its command,
/// its labels); a manifest says only how that is packed, and an engine packs anew.
/// </summary>
internal static class SameContent
{
    /// <summary>The configuration of a manifest for one platform; <c>null</c> for an index, and for an artifact, whose configuration may be empty.</summary>
    public static Digest? GetConfiguration(ManifestContent manifest) =>
        manifest.Parse() is ImageManifest { Config: { MediaType: MediaTypes.OciConfig or MediaTypes.DockerConfig, Digest: var configuration } } ? configuration : null;

    /// <summary>The configuration of an image for one platform, which with attestations is an index; <c>null</c> for one of several platforms.</summary>
    public static async ValueTask<Digest?> ReadConfigurationAsync(IImageSource source, ManifestContent image, CancellationToken cancellationToken) =>
        await Attestations.FindOnlyImageAsync(source, image, cancellationToken) is { } only ? GetConfiguration(only) : null;

    /// <summary>The same of an image in a repository.</summary>
    public static async ValueTask<Digest?> ReadConfigurationAsync(IImageSource source, Descriptor image, CancellationToken cancellationToken) =>
        await ReadConfigurationAsync(source, await source.GetManifestAsync(image.Digest.ToString(), cancellationToken), cancellationToken);
}
