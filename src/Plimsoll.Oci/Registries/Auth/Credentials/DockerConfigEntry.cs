using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>One entry of <c>auths</c>.</summary>
internal sealed record DockerConfigEntry(
    [property: JsonPropertyName("auth")] string? Auth,
    [property: JsonPropertyName("username")] string? Username,
    [property: JsonPropertyName("password")] string? Password,
    [property: JsonPropertyName("identitytoken")] string? IdentityToken,
    [property: JsonPropertyName("registrytoken")] string? RegistryToken);
