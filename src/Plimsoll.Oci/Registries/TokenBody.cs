using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Registries;

/// <summary>The answer of a token server.</summary>
internal sealed record TokenBody(
    [property: JsonPropertyName("token")] string? Token,
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("expires_in")] double? ExpiresIn);
