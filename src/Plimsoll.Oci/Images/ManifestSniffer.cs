using System.Text.Json;

namespace Plimsoll.Oci.Images;

/// <summary>Tells what kind of manifest some bytes are, where nothing else says so: by their own type, else by what they list.</summary>
internal static class ManifestSniffer
{
    /// <summary>The media type, or <c>null</c> where the bytes are no manifest.</summary>
    public static string? DetectMediaType(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var probe = JsonSerializer.Deserialize(bytes, OciJson.Default.ManifestProbe);
            return probe switch
            {
                { MediaType: { } mediaType } when MediaTypes.IsManifest(MediaTypes.Normalize(mediaType)) => MediaTypes.Normalize(mediaType),
                { HasManifests: true } => MediaTypes.OciIndex,
                { HasConfig: true, Layers.ValueKind: not JsonValueKind.Undefined } => MediaTypes.OciManifest,
                _ => null,
            };
        }
        catch (Exception exception) when (JsonErrorText.IsMalformed(exception))
        {
            return null;
        }
    }
}
