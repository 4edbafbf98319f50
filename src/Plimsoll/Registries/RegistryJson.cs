using System.Text.Json;
using System.Text.Json.Serialization;
using Plimsoll.Registries.Credentials;

namespace Plimsoll.Registries;

/// <summary>The JSON that registries, token servers, credential files and helpers exchange.</summary>
[JsonSourceGenerationOptions(
    MaxDepth = 32,
    AllowTrailingCommas = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(TagPage))]
[JsonSerializable(typeof(CatalogPage))]
[JsonSerializable(typeof(TokenBody))]
[JsonSerializable(typeof(DockerConfig))]
[JsonSerializable(typeof(HelperCredential))]
[JsonSerializable(typeof(UploadRecord))]
internal sealed partial class RegistryJson : JsonSerializerContext;

/// <summary>The body of a refusal. Its members are read loosely: some registries send a message alone.</summary>
internal sealed record ErrorBody(
    [property: JsonPropertyName("errors")] JsonElement Errors,
    [property: JsonPropertyName("message")] JsonElement Message);

/// <summary>One page of <c>tags/list</c>; <c>tags</c> is <c>null</c> for a repository that lost its last tag.</summary>
internal sealed record TagPage([property: JsonPropertyName("tags")] IReadOnlyList<string>? Tags);

/// <summary>One page of <c>_catalog</c>.</summary>
internal sealed record CatalogPage([property: JsonPropertyName("repositories")] IReadOnlyList<string>? Repositories);

/// <summary>The answer of a token server.</summary>
internal sealed record TokenBody(
    [property: JsonPropertyName("token")] string? Token,
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("expires_in")] double? ExpiresIn);
