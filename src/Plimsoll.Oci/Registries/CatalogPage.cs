using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Registries;

/// <summary>One page of <c>_catalog</c>.</summary>
internal sealed record CatalogPage([property: JsonPropertyName("repositories")] IReadOnlyList<string>? Repositories);
