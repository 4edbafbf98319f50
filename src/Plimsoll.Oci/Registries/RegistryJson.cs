using System.Text.Json;
using System.Text.Json.Serialization;
using Plimsoll.Oci.Registries.Auth.Credentials;
using Plimsoll.Oci.Registries.Uploads;

namespace Plimsoll.Oci.Registries;

/// <summary>The JSON that registries, token servers, credential files and helpers exchange.</summary>
[JsonSourceGenerationOptions(
    MaxDepth = 32,
    AllowTrailingCommas = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(TagPage))]
[JsonSerializable(typeof(CatalogPage))]
[JsonSerializable(typeof(HubPage))]
[JsonSerializable(typeof(TokenBody))]
[JsonSerializable(typeof(DockerConfig))]
[JsonSerializable(typeof(HelperCredential))]
[JsonSerializable(typeof(UploadRecord))]
internal sealed partial class RegistryJson : JsonSerializerContext;
