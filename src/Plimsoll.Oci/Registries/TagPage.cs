using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Registries;

/// <summary>One page of <c>tags/list</c>; <c>tags</c> is <c>null</c> for a repository that lost its last tag.</summary>
internal sealed record TagPage([property: JsonPropertyName("tags")] IReadOnlyList<string>? Tags);
