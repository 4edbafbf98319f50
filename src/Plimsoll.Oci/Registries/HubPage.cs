using System.Text.Json.Serialization;

namespace Plimsoll.Oci.Registries;

/// <summary>What Docker Hub's index answers to a search.</summary>
internal sealed record HubPage([property: JsonPropertyName("results")] IReadOnlyList<HubResult?>? Results);
