using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>What a helper answers to <c>get</c> and is given with <c>store</c>.</summary>
internal sealed record HelperCredential(
    [property: JsonPropertyName("Username")] string? Username,
    [property: JsonPropertyName("Secret")] string? Secret)
{
    /// <summary>The registry, as helpers are asked for it.</summary>
    [JsonPropertyName("ServerURL")]
    public string? ServerUrl { get; init; }
}
