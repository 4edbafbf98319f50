using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Registries;

/// <summary>The body of a refusal. Its members are read loosely: some registries send a message alone.</summary>
internal sealed record ErrorBody(
    [property: JsonPropertyName("errors")] JsonElement Errors,
    [property: JsonPropertyName("message")] JsonElement Message);
