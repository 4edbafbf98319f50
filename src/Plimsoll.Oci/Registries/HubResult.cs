using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Registries;

/// <summary>One repository in a <see cref="HubPage"/>.</summary>
internal sealed record HubResult(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("description")] string? Description,
    [property: JsonPropertyName("star_count")] long Stars,
    [property: JsonPropertyName("is_official")] bool IsOfficial);
