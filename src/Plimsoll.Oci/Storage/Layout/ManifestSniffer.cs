using System.Text.Json;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Storage.Layout;

/// <summary>Tells what kind of manifest some bytes are, where no descriptor says so.</summary>
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
                { MediaType: { } mediaType } when MediaTypes.IsManifest(mediaType) => mediaType,
                { Manifests: not null } => MediaTypes.OciIndex,
                { Layers: not null, Config: not null } => MediaTypes.OciManifest,
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
