using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Images;

/// <summary>The members that tell an image from an index, before either is believed.</summary>
internal sealed record ManifestProbe(
    [property: JsonPropertyName("mediaType")] string? MediaType,
    [property: JsonPropertyName("manifests")] JsonElement Manifests,
    [property: JsonPropertyName("layers")] JsonElement Layers,
    [property: JsonPropertyName("config")] JsonElement Config)
{
    [JsonIgnore]
    public bool HasManifests => IsThere(Manifests);

    [JsonIgnore]
    public bool HasLayers => IsThere(Layers);

    [JsonIgnore]
    public bool HasConfig => IsThere(Config);

    private static bool IsThere(JsonElement member) => member.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
}
