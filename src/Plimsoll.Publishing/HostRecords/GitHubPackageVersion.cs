using System.Text.Json.Serialization;

namespace Plimsoll.Publishing.HostRecords;

/// <summary>A version of a container package, as GitHub lists it: a manifest with its tags.</summary>
/// <param name="Id">The number that it is deleted by.</param>
/// <param name="Name">The digest.</param>
/// <param name="CreatedAt">When it was pushed.</param>
/// <param name="UpdatedAt">When its tags changed last.</param>
/// <param name="Metadata">Its tags.</param>
internal sealed record GitHubPackageVersion(
    long Id,
    string Name,
    [property: JsonPropertyName("created_at")] DateTimeOffset? CreatedAt,
    [property: JsonPropertyName("updated_at")] DateTimeOffset? UpdatedAt,
    GitHubPackageMetadata? Metadata)
{
    /// <summary>The tags; none where it has none.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Tags => Metadata?.Container?.Tags ?? [];
}
