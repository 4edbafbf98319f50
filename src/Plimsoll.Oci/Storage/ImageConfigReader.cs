using System.Text.Json;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage;

/// <summary>Reads configurations of images.</summary>
internal static class ImageConfigReader
{
    /// <summary>The largest configuration that is read, in bytes.</summary>
    public const int MaximumSize = 8 * 1024 * 1024;

    /// <summary>The configuration of an image; <c>null</c> for an artifact, which has none.</summary>
    /// <exception cref="PlimsollException">The configuration is too large or not readable (exit code 2), or missing (exit code 6).</exception>
    public static async Task<ImageConfig?> ReadConfigAsync(this IImageSource source, ImageManifest manifest, CancellationToken cancellationToken)
    {
        var descriptor = manifest.Config;
        if (descriptor.MediaType is not (MediaTypes.OciConfig or MediaTypes.DockerConfig))
            return null;
        if (descriptor.Size > MaximumSize)
            throw PlimsollException.Usage($"The configuration {descriptor.Digest} has {descriptor.Size} bytes, more than {MaximumSize}.");

        await using var content = await source.OpenBlobAsync(descriptor, cancellationToken);
        try
        {
            return await JsonSerializer.DeserializeAsync(content, OciJson.Default.ImageConfig, cancellationToken);
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            throw PlimsollException.Usage($"The configuration {descriptor.Digest} of the image is not valid: {JsonErrorText.Describe(exception)}.", "The tool that built the image must be repaired; copying the image does not need its configuration.", exception);
        }
    }
}
