using System.Text.Json.Nodes;

namespace Plimsoll.IntegrationTests.Registries.Scripted;

/// <summary>A manifest as it was written.</summary>
internal sealed record ScriptedManifest(byte[] Content, string MediaType)
{
    private readonly JsonNode? _json = JsonNode.Parse(Content);

    /// <summary>The digest of what it refers to, or <c>null</c>.</summary>
    public string? Subject => (string?)_json?["subject"]?["digest"];

    public string? ArtifactType => (string?)_json?["artifactType"] ?? (string?)_json?["config"]?["mediaType"];

    /// <summary>The digests of an index's manifests.</summary>
    public IEnumerable<string> Children => _json?["manifests"]?.AsArray().Select(child => (string)child!["digest"]!) ?? [];
}
