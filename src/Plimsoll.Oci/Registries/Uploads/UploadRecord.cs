using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Registries.Uploads;

/// <summary>The content of an entry.</summary>
internal sealed record UploadRecord(
    [property: JsonPropertyName("schemaVersion")] int SchemaVersion,
    [property: JsonPropertyName("repository")] string? Repository,
    [property: JsonPropertyName("digest")] string? Digest,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("session")] string? Session,
    [property: JsonPropertyName("savedAt")] DateTimeOffset SavedAt);
